/**
 * The wire form of the degradation ladder as staff see it, and of a commander's order.
 */
import { Type } from 'typebox'
import { IsoTime, Nullable } from '../../platform/http/wire.ts'

const Rung = Type.Integer({ minimum: 0, maximum: 5 })
const Openness = Type.Enum(['open', 'part', 'shut'])

export const OrderRung = Type.Object(
  { rung: Rung, reason: Type.String({ pattern: '\\S[^]+\\S', maxLength: 300 }), until: IsoTime },
  { additionalProperties: false },
)

const Order = Type.Object({
  rung: Rung,
  reason: Type.String(),
  orderedAt: IsoTime,
  orderedBy: Type.String({ description: 'Display name.' }),
  until: IsoTime,
  endedAt: Nullable(IsoTime),
  endedBy: Nullable(Type.String()),
})

export const RungState = Type.Object({
  level: Type.Number({ description: 'As x-evergate-load, 0 to 4.' }),
  rung: Rung,
  ownRung: Type.Integer({ minimum: 0, maximum: 5, description: 'Where the figures alone would have it.' }),
  databaseSilentSeconds: Type.Number(),
  decisionsBehindSeconds: Type.Number(),
  classes: Type.Array(
    Type.Object({
      name: Type.String(),
      openness: Openness,
      queued: Type.Integer(),
      admitted: Type.Integer({ description: 'Since this process started.' }),
      refused: Type.Integer({ description: 'Since this process started; for load or by the rung.' }),
      waitP99Ms: Type.Number(),
    }),
  ),
  override: Nullable(Order),
  past: Type.Array(Order, { description: 'Orders that have ended, the latest first; ten at most.' }),
})
