/**
 * A second person releases a batch, or rejects it.
 */
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { emit } from '../../platform/outbox/emit.ts'
import { accept, type Result } from '../../platform/result.ts'
import { audited } from '../audit/index.ts'
import type { Anomaly } from './anomalies.ts'
import type { RejectBatch, ReleaseBatch } from './batch.schema.ts'
import { type BatchState, checkConfirmed, type DecideRefusal, mayDecide, type ReleaseRefusal } from './batch.ts'

const voidedAtOnce = 20_000

/** Makes the results count: from here on they reach the residents' colours. Every sign that something went wrong needs a reason to go on. */
export async function releaseBatch(
  ctx: Ctx,
  { batchId, confirmed = [] }: Static<typeof ReleaseBatch>,
): Promise<Result<undefined, ReleaseRefusal>> {
  const act = {
    action: 'results.release_batch',
    subject: batchId,
    detail: { confirmed: confirmed.map(({ code, reason }) => `${code}: ${reason}`) },
  }
  return audited(ctx, act, async (tx) => {
    const batch = await lockBatch(tx, batchId)
    const allowed = mayDecide(batch, ctx.actor.id)
    if (!allowed.ok) return allowed
    const looked = checkConfirmed(batch!.anomalies, confirmed)
    if (!looked.ok) return looked
    await decide(tx, ctx, batchId, { state: 'released', confirmed: JSON.stringify(confirmed) })
    await emit(tx, 'results.released', { batchId })
    return accept(undefined)
  })
}

/** Keeps the batch, but its results count for nothing and the laboratory may hand the same file in again. */
export async function rejectBatch(ctx: Ctx, { batchId, reason }: Static<typeof RejectBatch>): Promise<Result<undefined, DecideRefusal>> {
  return audited(ctx, { action: 'results.reject_batch', subject: batchId, purpose: reason }, async (tx) => {
    const batch = await lockBatch(tx, batchId)
    const allowed = mayDecide(batch, ctx.actor.id)
    if (!allowed.ok) return allowed
    await decide(tx, ctx, batchId, { state: 'rejected', rejection_reason: reason })
    await voidResults(tx, batchId)
    if (batch?.fileId != null) await tx.updateTable('results.file').set({ complete: false }).where('file_id', '=', batch.fileId).execute()
    await emit(tx, 'results.batch_rejected', { batchId })
    return accept(undefined)
  })
}

/** Void rows free their tubes for the file that comes instead. In parts, because no statement may run for long. */
async function voidResults(tx: Tx, batchId: string): Promise<void> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const { rows } = await sql<{ last: string | null }>`
      with part as (select tube_code from results.tube_result where batch_id = ${batchId} and tube_code > ${after} order by tube_code limit ${voidedAtOnce}),
        voided as (update results.tube_result set void = true where batch_id = ${batchId} and tube_code in (select tube_code from part))
      select max(tube_code) as last from part`.execute(tx)
    after = rows[0]!.last ?? undefined
  }
  await tx.deleteFrom('results.waiting').where('batch_id', '=', batchId).execute()
}

async function lockBatch(tx: Tx, batchId: string) {
  const row = await tx
    .selectFrom('results.batch')
    .select(['state', 'uploaded_by', 'file_id', 'anomalies'])
    .where('batch_id', '=', batchId)
    .where('state', '<>', 'storing')
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return undefined
  const anomalies = row.anomalies as unknown as readonly Anomaly[]
  return { state: row.state as BatchState, uploadedBy: row.uploaded_by, fileId: row.file_id, anomalies }
}

type Decision = { state: BatchState; rejection_reason?: string; confirmed?: string }

async function decide(tx: Tx, ctx: Ctx, batchId: string, to: Decision): Promise<void> {
  const decision = { ...to, decided_by: ctx.actor.id, decided_at: ctx.clock.now() }
  await tx.updateTable('results.batch').set(decision).where('batch_id', '=', batchId).execute()
}
