/**
 * Who may see where the degradation ladder stands, and who may fix it. These routes answer on every rung: what was ordered must be endable.
 */
import { type Route, route } from '../../platform/http/route.ts'
import { NoInput } from '../../platform/http/wire.ts'
import { endRungOrder, orderRung } from './order-rung.command.ts'
import { type LadderSource, readRung, readRungOrder } from './rung.query.ts'
import { OrderRung, RungState } from './rung.schema.ts'

const onEveryRung = { path: '/v1/situation/rung', load: 'critical_plus', rungMax: 5, deadlineMs: 3_000 } as const

/** The routes over this ladder. */
export function rungRoutes(ladder: LadderSource): readonly Route[] {
  return [
    route({
      ...onEveryRung,
      method: 'GET',
      summary: 'Load, rung of the degradation ladder, and what was ordered.',
      access: ['staff:commander', 'staff:administrator'],
      input: NoInput,
      output: RungState,
      refusals: {},
      handle: (ctx) => readRung(ctx, ladder),
    }),
    route({
      ...onEveryRung,
      method: 'PUT',
      summary: 'Fix the rung until a moment, whatever the figures say.',
      access: ['staff:commander'],
      bodyBytesMax: 2_048,
      input: OrderRung,
      output: 'empty',
      refusals: { 'situation.until_past': 422, 'situation.until_too_late': 422, 'situation.ordered_meanwhile': 409 },
      handle: async (ctx, input) => {
        const ordered = await orderRung(ctx, input)
        if (ordered.ok) ladder.hear(await readRungOrder(ctx))
        return ordered
      },
    }),
    route({
      ...onEveryRung,
      method: 'DELETE',
      summary: 'Give the rung back to the figures.',
      access: ['staff:commander'],
      input: NoInput,
      output: 'empty',
      refusals: { 'situation.no_order': 404 },
      handle: async (ctx) => {
        const ended = await endRungOrder(ctx)
        if (ended.ok) ladder.hear(undefined)
        return ended
      },
    }),
  ]
}
