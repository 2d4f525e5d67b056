/**
 * Complaints on the wire.
 */
import { Type } from 'typebox'
import { IsoTime, Nullable, Uuid } from '../../platform/http/wire.ts'
import { findingCodes, places } from './complaint.ts'

const Count = Type.Integer({ minimum: 0 })
const TubeCode = Type.String({ minLength: 1, maxLength: 40 })
const PlaceName = Type.Enum(places)
const closed = { additionalProperties: false } as const

export const Finding = Type.Object({
  code: Type.Enum(findingCodes),
  tubeCode: Nullable(Type.String()),
  place: Nullable(PlaceName),
  at: Nullable(IsoTime),
})

export const Complain = Type.Object(
  {
    residentId: Uuid,
    complaintId: Uuid,
    sampledAt: IsoTime,
    siteId: Nullable(Uuid),
    tubeCode: Nullable(TubeCode),
    note: Type.String({ maxLength: 300 }),
  },
  closed,
)
export const Complained = Type.Object({ complaintId: Uuid, finding: Finding })

const Said = {
  complaintId: Uuid,
  sampledAt: IsoTime,
  siteName: Nullable(Type.String()),
  tubeCode: Nullable(Type.String()),
  note: Type.String(),
  state: Type.Enum(['open', 'answered']),
  finding: Finding,
  answer: Nullable(Type.String()),
  answeredAt: Nullable(IsoTime),
}
export const OwnComplaintsOf = Type.Object({ residentId: Uuid }, closed)
export const OwnComplaints = Type.Object({ complaints: Type.Array(Type.Object({ ...Said, madeAt: IsoTime })) })

const Listed = { ...Said, residentId: Uuid, nameMasked: Type.String(), at: IsoTime }
export const ListComplaints = Type.Object(
  {
    state: Type.Optional(Type.Enum(['open', 'answered'])),
    cursor: Type.Optional(Type.String({ maxLength: 80, pattern: '^[0-9TZ:.-]{24}_[0-9a-f-]{36}$' })),
  },
  closed,
)
export const Complaints = Type.Object({ complaints: Type.Array(Type.Object(Listed)), nextCursor: Nullable(Type.String()) })

const Tube = { tubeCode: Type.String(), place: PlaceName, at: Nullable(IsoTime) }
export const ComplaintRef = Type.Object({ complaintId: Uuid }, closed)
export const ComplaintRead = Type.Object({
  ...Listed,
  ownSamples: Type.Array(Type.Object({ ...Tube, sampledAt: IsoTime })),
  tubesAround: Type.Array(Type.Object({ ...Tube, swabs: Count, unnamed: Count })),
  nearNumbers: Type.Array(Type.Object(Tube)),
  desks: Type.Array(
    Type.Object({
      deviceId: Uuid,
      label: Nullable(Type.String()),
      lastContactAt: Nullable(IsoTime),
      queued: Nullable(Count),
      missingRecords: Count,
    }),
  ),
})

export const AnswerComplaint = Type.Object(
  { complaintId: Uuid, answer: Type.String({ minLength: 2, maxLength: 500, pattern: '\\S' }) },
  closed,
)
