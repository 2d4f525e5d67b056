/**
 * A second person releases a batch, or rejects it.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { emit } from '../../platform/outbox/emit.ts'
import { accept, type Result } from '../../platform/result.ts'
import { audited } from '../audit/index.ts'
import type { BatchId, RejectBatch } from './batch.schema.ts'
import { type BatchState, type DecideRefusal, mayDecide } from './batch.ts'

/** Makes the results count: from here on they reach the residents' colours. */
export async function releaseBatch(ctx: Ctx, { batchId }: Static<typeof BatchId>): Promise<Result<undefined, DecideRefusal>> {
  return audited(ctx, { action: 'results.release_batch', subject: batchId }, async (tx) => {
    const allowed = mayDecide(await lockBatch(tx, batchId), ctx.actor.id)
    if (!allowed.ok) return allowed
    await decide(tx, ctx, batchId, { state: 'released' })
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
    await tx.updateTable('results.tube_result').set({ void: true }).where('batch_id', '=', batchId).execute()
    if (batch?.fileId != null) await tx.updateTable('results.file').set({ complete: false }).where('file_id', '=', batch.fileId).execute()
    await emit(tx, 'results.batch_rejected', { batchId })
    return accept(undefined)
  })
}

async function lockBatch(tx: Tx, batchId: string) {
  const row = await tx
    .selectFrom('results.batch')
    .select(['state', 'uploaded_by', 'file_id'])
    .where('batch_id', '=', batchId)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? undefined : { state: row.state as BatchState, uploadedBy: row.uploaded_by, fileId: row.file_id }
}

async function decide(tx: Tx, ctx: Ctx, batchId: string, to: { state: BatchState; rejection_reason?: string }): Promise<void> {
  const decision = { ...to, decided_by: ctx.actor.id, decided_at: ctx.clock.now() }
  await tx.updateTable('results.batch').set(decision).where('batch_id', '=', batchId).execute()
}
