/**
 * A laboratory corrects a released result. The correction is a batch of its own and awaits a second person; the corrected result stays on record.
 */
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { emit } from '../../platform/outbox/emit.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { audited } from '../audit/index.ts'
import { normaliseTubeCode } from '../sampling/index.ts'
import type { BatchRef, CorrectResult } from './batch.schema.ts'
import { readStandingResults, type TubeResult } from './released-results.query.ts'
import { completeBatch, insertBatch, insertResults } from './store-batch.command.ts'

export type CorrectRefusal =
  | { readonly code: 'results.tube_unknown' }
  | { readonly code: 'results.unchanged' }
  | { readonly code: 'results.correction_awaiting' }

export async function correctResult(
  ctx: Ctx,
  input: Static<typeof CorrectResult>,
): Promise<Result<Static<typeof BatchRef>, CorrectRefusal>> {
  const { outcome, reason } = input
  const tubeCode = normaliseTubeCode(input.tubeCode) ?? ''
  const batchId = ctx.ids.uuid()
  const act = { action: 'results.correct_result', subject: batchId, purpose: reason, detail: { outcome } }
  return audited(ctx, act, async (tx) => {
    const [standing] = await readStandingResults(tx, [tubeCode])
    if (standing === undefined) return refuse({ code: 'results.tube_unknown' })
    if (standing.outcome === outcome) return refuse({ code: 'results.unchanged' })
    const laboratoryId = await readLaboratory(tx, standing)
    await insertBatch(tx, ctx, { batchId, laboratoryId, kind: 'correction', fileId: null, correctionReason: reason })
    const correction = { tubeCode, outcome, testedAt: standing.testedAt, correctsResultId: standing.resultId }
    if ((await insertResults(tx, ctx, batchId, [correction])).size > 0) return refuse({ code: 'results.correction_awaiting' })
    const [positives, invalids] = [outcome === 'positive' ? 1 : 0, outcome === 'invalid' ? 1 : 0]
    await completeBatch(tx, batchId, { rows: 1, positives, invalids, tubesReceived: 0, anomalies: [] })
    await emit(tx, 'results.batch_stored', { batchId })
    return accept({ batchId })
  })
}

/** The laboratory whose result is corrected answers for the correction. */
async function readLaboratory(tx: Tx, { tubeCode, resultId }: TubeResult): Promise<string> {
  const { rows } = await sql<{ laboratory_id: string }>`
    select laboratory_id from results.tube_result join results.batch using (batch_id)
    where tube_code = ${tubeCode} and result_id = ${resultId}`.execute(tx)
  return rows[0]!.laboratory_id
}
