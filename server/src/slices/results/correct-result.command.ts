/**
 * A laboratory corrects a released result. The correction is a batch of its own and awaits a second person; the corrected result stays on record.
 */
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { type Tx, violates } from '../../platform/db/database.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { audited } from '../audit/index.ts'
import { findSamplesByTubes, normaliseTubeCode } from '../sampling/index.ts'
import type { BatchRef, CorrectResult } from './batch.schema.ts'
import type { SampleFacts } from './judge-rows.ts'
import type { Outcome } from './result-row.ts'
import { insertBatch, insertResults } from './store-batch.command.ts'

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
  const samples = await findSamplesByTubes(ctx.db.read, [tubeCode])
  const batchId = ctx.ids.uuid()
  try {
    return await audited(ctx, { action: 'results.correct_result', subject: batchId, purpose: reason, detail: { outcome } }, async (tx) => {
      const standing = await readStanding(tx, samples)
      const first = standing[0]
      if (first === undefined) return refuse({ code: 'results.tube_unknown' })
      if (standing.every((one) => one.outcome === outcome)) return refuse({ code: 'results.unchanged' })
      const batch = { batchId, laboratoryId: first.laboratory_id, kind: 'correction', fileId: null, correctionReason: reason } as const
      await insertBatch(
        tx,
        ctx,
        batch,
        standing.map(() => outcome),
      )
      await insertResults(
        tx,
        ctx,
        batchId,
        standing.map((one) => ({
          residentId: one.resident_id,
          sampleId: one.sample_id,
          sampledAt: one.sampled_at,
          testedAt: one.tested_at,
          tubeCode,
          outcome,
          correctsResultId: one.result_id,
        })),
      )
      return accept({ batchId })
    })
  } catch (error) {
    if (violates(error, 'correction_once')) return refuse({ code: 'results.correction_awaiting' })
    throw error
  }
}

interface Standing {
  readonly result_id: string
  readonly resident_id: string
  readonly sample_id: string
  readonly outcome: Outcome
  readonly sampled_at: Date
  readonly tested_at: Date
  readonly laboratory_id: string
}

/** The released results that no released correction has replaced. */
async function readStanding(tx: Tx, samples: readonly SampleFacts[]): Promise<readonly Standing[]> {
  const { rows } = await sql<Standing>`
    select result_id, result.resident_id, result.sample_id, outcome, sampled_at, tested_at, laboratory_id
    from unnest(${samples.map((one) => one.residentId)}::uuid[], ${samples.map((one) => one.sampleId)}::uuid[]) as asked (resident_id, sample_id)
    join results.result on result.resident_id = asked.resident_id and result.sample_id = asked.sample_id
    join results.batch using (batch_id)
    where state = 'released' and not exists (select from results.result as correction join results.batch as later using (batch_id)
      where correction.resident_id = result.resident_id and correction.corrects_result_id = result.result_id and later.state = 'released')`.execute(
    tx,
  )
  return rows
}
