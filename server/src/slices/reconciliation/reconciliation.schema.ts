/**
 * The wire of reading a round's reconciliation.
 */
import { Type } from 'typebox'
import { IsoTime, Nullable, Uuid } from '../../platform/http/wire.ts'
import { cuts, hops } from './round-cut.ts'
import { differenceCodes } from './standing.ts'

const Cursor = Type.Optional(Type.String({ maxLength: 128 }))
const Count = Type.Integer({ minimum: 0 })
const Steps = {
  registered: Nullable(
    Type.Integer({ description: 'Residents expected; null where nobody is expected in particular (box, device, laboratory, tubes).' }),
  ),
  inTube: Count,
  boxed: Count,
  received: Count,
  tested: Count,
  released: Count,
  onCode: Count,
}

export const ReadReconciliation = Type.Object({ roundId: Uuid, by: Type.Enum(cuts), cursor: Cursor })
export const Reconciliation = Type.Object({
  asOf: IsoTime,
  rows: Type.Array(Type.Object({ key: Type.String(), name: Type.String(), ...Steps }), { description: 'In swabs.' }),
  tubes: Type.Object(Steps),
  differences: Type.Array(Type.Object({ code: Type.Enum(differenceCodes), count: Count, tubes: Count })),
  delays: Type.Array(
    Type.Object({
      hop: Type.Enum(hops),
      p50: Nullable(Type.Number()),
      p90: Nullable(Type.Number()),
      p99: Nullable(Type.Number()),
      n: Count,
    }),
    { description: 'Seconds.' },
  ),
  reconciled: Type.Boolean(),
  nextCursor: Nullable(Type.String()),
})

export const ListDifferences = Type.Object({
  roundId: Uuid,
  code: Type.Enum(differenceCodes),
  siteId: Type.Optional(Uuid),
  deviceId: Type.Optional(Uuid),
  laboratoryId: Type.Optional(Uuid),
  boxCode: Type.Optional(Type.String({ maxLength: 24 })),
  cursor: Cursor,
})
export const Differences = Type.Object({
  items: Type.Array(
    Type.Object({
      tubeCode: Nullable(Type.String()),
      siteId: Nullable(Uuid),
      siteName: Nullable(Type.String()),
      deviceId: Nullable(Uuid),
      deviceLabel: Nullable(Type.String()),
      boxCode: Nullable(Type.String()),
      laboratoryId: Nullable(Uuid),
      swabs: Count,
      residents: Type.Array(Type.Object({ residentId: Uuid, nameMasked: Type.String() })),
      since: IsoTime,
      suggestion: Nullable(Type.String({ description: 'Another tube to look at.' })),
    }),
  ),
  nextCursor: Nullable(Type.String()),
})

export const ExportRound = Type.Object({ roundId: Uuid })
