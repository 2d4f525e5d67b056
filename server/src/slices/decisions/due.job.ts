/**
 * Time passing: decides again for those whose decision was good only until now. Nobody else is looked at.
 */
import { systemActor } from '../../platform/actor.ts'
import { type Ground, systemCtx } from '../../platform/context.ts'
import { batchMax, decideResidents } from './decide.command.ts'

/** Decides for at most one batch; returns how many. Rows another server holds are left to it. */
export async function decideDue(ground: Ground, signal: AbortSignal): Promise<number> {
  const ctx = systemCtx(ground, systemActor('decisions.due'), signal)
  return ground.db.transaction(async (tx) => {
    const due = await tx
      .selectFrom('decisions.colour')
      .select('resident_id')
      .where('changes_at', '<=', ground.clock.now())
      .orderBy('changes_at')
      .limit(batchMax)
      .forUpdate()
      .skipLocked()
      .execute()
    if (due.length > 0)
      await decideResidents(
        tx,
        ctx,
        due.map((row) => row.resident_id),
      )
    return due.length
  })
}
