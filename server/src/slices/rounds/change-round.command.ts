/**
 * Ending a round before its time, and letting it last longer. A round that is over, grace and all, stays as it was: people may have been judged by it.
 */
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { audited } from '../audit/index.ts'
import { isOver, type RoundNotFound } from './expectations.query.ts'
import { checkOverlap, lockPlanning, type OverlapRefusal } from './plan-round.command.ts'
import { checkPeriod, type PlanRefusal, type Round } from './round.ts'
import { readRound } from './rounds.query.ts'

type Unchangeable = RoundNotFound | { readonly code: 'rounds.cancelled_already' } | { readonly code: 'rounds.over' }

/** Cancels a round: nobody is held to it. */
export async function cancelRound(
  ctx: Ctx,
  { roundId, reason }: { readonly roundId: string; readonly reason: string },
): Promise<Result<undefined, Unchangeable>> {
  return audited(ctx, { action: 'rounds.cancel', subject: roundId, purpose: reason }, async (tx) => {
    const round = await lockRound(tx, ctx, roundId)
    if (!round.ok) return round
    await tx
      .updateTable('rounds.round')
      .set({ cancelled_at: ctx.clock.now(), cancelled_because: reason.trim() })
      .where('round_id', '=', roundId)
      .execute()
    return accept(undefined)
  })
}

export type ExtendRefusal = Unchangeable | PlanRefusal | OverlapRefusal | { readonly code: 'rounds.not_later' }

/** Lets a round end later. */
export async function extendRound(
  ctx: Ctx,
  input: { readonly roundId: string; readonly endsAt: string },
): Promise<Result<undefined, ExtendRefusal>> {
  const endsAt = new Date(input.endsAt)
  const act = { action: 'rounds.extend', subject: input.roundId, detail: { endsAt: endsAt.toISOString() } }
  return audited(ctx, act, async (tx) => {
    await lockPlanning(tx)
    const round = await lockRound(tx, ctx, input.roundId)
    if (!round.ok) return round
    if (endsAt <= round.value.endsAt) return refuse({ code: 'rounds.not_later' })
    const period = { startsAt: round.value.startsAt, endsAt }
    const sound = checkPeriod(period, ctx.clock.now())
    if (!sound.ok) return sound
    const apart = round.value.demo ? accept('apart' as const) : await checkOverlap(tx, input.roundId, period, round.value.areas)
    if (!apart.ok) return apart
    await tx.updateTable('rounds.round').set({ ends_at: endsAt }).where('round_id', '=', input.roundId).execute()
    return accept(undefined)
  })
}

async function lockRound(tx: Tx, ctx: Ctx, roundId: string): Promise<Result<Round, Unchangeable>> {
  await tx.selectFrom('rounds.round').select('round_id').where('round_id', '=', roundId).forUpdate().execute()
  const round = await readRound(tx, roundId)
  if (round === undefined) return refuse({ code: 'rounds.not_found' })
  if (round.cancelledAt !== null) return refuse({ code: 'rounds.cancelled_already' })
  return isOver(round, ctx.clock.now()) ? refuse({ code: 'rounds.over' }) : accept(round)
}
