/**
 * Released results resident by resident, for the reader of `results.released` that makes evidence of them.
 */
import { sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'
import { findSamplesByTubes } from '../sampling/index.ts'
import type { Outcome } from './result-row.ts'

export interface ReleasedResult {
  readonly resultId: string
  readonly residentId: string
  readonly sampleId: string
  readonly sampledAt: Date
  readonly outcome: Outcome
  readonly correctsResultId: string | null
}

/** The results of a batch for the residents in its tubes; none where the batch is not released. */
export async function readReleasedResults(db: Queryable, batchId: string): Promise<readonly ReleasedResult[]> {
  const { rows } = await sql<{ tubeCode: string } & Pick<ReleasedResult, 'resultId' | 'outcome' | 'correctsResultId'>>`
    select result_id as "resultId", tube_code as "tubeCode", outcome, corrects_result_id as "correctsResultId"
    from results.tube_result join results.batch using (batch_id) where batch_id = ${batchId} and state = 'released'`.execute(db)
  const byTube = new Map(rows.map((row) => [row.tubeCode, row]))
  const samples = await findSamplesByTubes(db, [...byTube.keys()])
  return samples.map((sample) => ({ ...byTube.get(sample.tubeCode)!, ...sample }))
}
