/**
 * A round's figures on the wire.
 */
import { Type } from 'typebox'
import { IsoTime, Nullable, Uuid } from '../../platform/http/wire.ts'

const Count = Type.Integer({ minimum: 0 })
const Division = Type.Object({ code: Type.String(), name: Type.String(), expected: Count, sampled: Count })

export const ReadProgress = Type.Object({
  roundId: Uuid,
  districtCode: Type.Optional(Type.String({ pattern: '^[0-9]{6}$', maxLength: 6 })),
})

/** `streets` are those of the district asked for; none without one. */
export const Progress = Type.Object({
  asOf: IsoTime,
  expected: Count,
  sampled: Count,
  districts: Type.Array(Division),
  streets: Type.Array(Division),
  sites: Type.Array(
    Type.Object({
      siteId: Uuid,
      name: Type.String(),
      streetCode: Type.String(),
      mapX: Type.Integer(),
      mapY: Type.Integer(),
      desks: Count,
      expected: Count,
      sampled: Count,
      lastHour: Count,
      queuePeople: Nullable(Count),
      queueSeenAt: Nullable(IsoTime),
      devicesSilent: Count,
    }),
  ),
})
