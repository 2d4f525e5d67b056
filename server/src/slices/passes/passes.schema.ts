/**
 * The wire forms of passes and of the publisher's state.
 */
import { Type } from 'typebox'
import { IsoTime, Nullable, Uuid } from '../../platform/http/wire.ts'
import { StatusSchema } from '../decisions/index.ts'

export const Passes = Type.Object({
  region: Type.String(),
  passes: Type.Array(
    Type.Object({
      residentId: Uuid,
      nameHint: Type.String(),
      relation: Type.Enum(['self', 'child', 'elder', 'other']),
      epoch: Type.Integer(),
      validFrom: IsoTime,
      validUntil: IsoTime,
      pass: Type.String({ description: 'The COSE_Sign1 bytes, base64url.' }),
      colour: Type.Enum(['green', 'yellow', 'red']),
      lastNegativeAt: Nullable(IsoTime),
    }),
  ),
  statuses: Type.Array(StatusSchema),
  nextContactAt: IsoTime,
  serverTime: IsoTime,
})

export const ResidentRef = Type.Object({ residentId: Uuid }, { additionalProperties: false })
export const DeskPaperPass = Type.Object({ residentId: Uuid, lookupId: Uuid }, { additionalProperties: false })

export const PublisherState = Type.Object({
  files: Type.Array(Type.Object({ path: Type.String(), version: Type.Integer(), bytes: Type.Integer(), publishedAt: IsoTime })),
  lists: Type.Array(Type.Object({ family: Type.Integer(), epoch: Type.Integer(), shards: Type.Integer(), newestVersion: Type.Integer() })),
  holders: Type.Object({ phone: Type.Integer(), paper: Type.Integer() }),
  indexSequence: Type.Integer(),
  indexIssuedAt: Nullable(IsoTime),
})
