/**
 * A commander fixes the rung of the degradation ladder for a while, and takes it back. On the trail with the reason.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { audited } from '../audit/index.ts'
import type { OrderRung } from './rung.schema.ts'
import { checkUntil, type UntilRefusal } from './rung-order.ts'

export type OrderRefusal = UntilRefusal | { readonly code: 'situation.ordered_meanwhile' }

/** Orders a rung until a moment; an order that stands is ended by it. */
export async function orderRung(ctx: Ctx, input: Static<typeof OrderRung>): Promise<Result<undefined, OrderRefusal>> {
  const { rung, until } = input
  const reason = input.reason.trim()
  return audited(ctx, { action: 'situation.order_rung', subject: `rung-${rung}`, purpose: reason, detail: { rung, until } }, async (tx) => {
    const now = ctx.clock.now()
    const sound = checkUntil(now, new Date(until))
    if (!sound.ok) return sound
    await endStanding(tx, ctx)
    const order = { override_id: ctx.ids.uuid(), rung, reason, ordered_at: now, ordered_by: ctx.actor.id, until: sound.value }
    const added = await tx
      .insertInto('situation.rung_override')
      .values(order)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return added.numInsertedOrUpdatedRows === 1n ? accept(undefined) : refuse({ code: 'situation.ordered_meanwhile' }) // the index let one of two through
  })
}

/** Gives the ladder back to the figures. */
export async function endRungOrder(ctx: Ctx): Promise<Result<undefined, { readonly code: 'situation.no_order' }>> {
  return audited(ctx, { action: 'situation.end_rung_order', subject: 'rung' }, async (tx) =>
    (await endStanding(tx, ctx)) ? accept(undefined) : refuse({ code: 'situation.no_order' }),
  )
}

/** Ends what stands; false where nothing did, or only an order whose time was up. */
async function endStanding(tx: Tx, ctx: Ctx): Promise<boolean> {
  const now = ctx.clock.now()
  const ended = await tx
    .updateTable('situation.rung_override')
    .set({ ended_at: now, ended_by: ctx.actor.id })
    .where('ended_at', 'is', null)
    .returning('until')
    .execute()
  return ended.some(({ until }) => until > now)
}
