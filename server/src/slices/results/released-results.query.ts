/**
 * Results of tubes as other parts of the program read them: what was released, what was reported, what a batch holds. Must not know who was in a tube.
 */
import { sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'
import type { BatchState } from './batch.ts'
import type { Outcome } from './result-row.ts'

/** A released result of a tube. */
export interface TubeResult {
  readonly resultId: string
  readonly tubeCode: string
  readonly outcome: Outcome
  readonly testedAt: Date
  readonly releasedAt: Date
  readonly correctsResultId: string | null
}

/** Every released result of these tubes, also those that a later one corrected, oldest release first. */
export async function readAllReleased(db: Queryable, tubeCodes: readonly string[]): Promise<TubeResult[]> {
  if (tubeCodes.length === 0) return []
  const { rows } = await sql<TubeResult>`
    select result_id as "resultId", tube_code as "tubeCode", outcome, tested_at as "testedAt", decided_at as "releasedAt",
      corrects_result_id as "correctsResultId"
    from results.tube_result join results.batch using (batch_id)
    where tube_code = any(${tubeCodes}::text[]) and state = 'released' order by decided_at, result_id`.execute(db)
  return rows
}

/** The released results of these tubes that no released correction has replaced: at most one a tube. */
export async function readStandingResults(db: Queryable, tubeCodes: readonly string[]): Promise<TubeResult[]> {
  const released = await readAllReleased(db, tubeCodes)
  const corrected = new Set(released.map((one) => one.correctsResultId))
  return released.filter((one) => !corrected.has(one.resultId))
}

export interface TubeOfBatch {
  readonly tubeCode: string
  readonly outcome: Outcome
  readonly testedAt: Date
  readonly state: BatchState
}

/** The tubes of a batch by their codes, from the one after `afterTubeCode` on. Rows of a file that is still being read are not there yet. */
export async function readTubesOfBatch(
  db: Queryable,
  batchId: string,
  afterTubeCode: string | null = null,
  limit = 500,
): Promise<TubeOfBatch[]> {
  const { rows } = await sql<TubeOfBatch>`
    select tube_code as "tubeCode", outcome, tested_at as "testedAt", state
    from results.tube_result join results.batch using (batch_id)
    where batch_id = ${batchId} and state <> 'storing' and tube_code > ${afterTubeCode ?? ''} order by tube_code limit ${limit}`.execute(db)
  return rows
}

/** The tubes of these released batches whose results cannot wait: the positive ones, and those of corrections. */
export async function readUrgentTubes(db: Queryable, batchIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ tube_code: string }>`
    select distinct tube_code from results.tube_result join results.batch using (batch_id)
    where batch_id = any(${batchIds}::uuid[]) and state = 'released' and (outcome = 'positive' or corrects_result_id is not null)
    order by tube_code`.execute(db)
  return rows.map((row) => row.tube_code)
}

export interface ReportedTube {
  readonly testedAt: Date
  readonly state: 'awaiting' | 'released'
  readonly laboratoryId: string
  /** A file gave another outcome for this tube and was told so: its number may have been used twice. */
  readonly differing: boolean
}

/** Which of these tubes a laboratory has reported, rejected batches left out. A result being corrected stays released until the correction is. */
export async function readReportedTubes(db: Queryable, tubeCodes: readonly string[]): Promise<ReadonlyMap<string, ReportedTube>> {
  if (tubeCodes.length === 0) return new Map()
  const { rows } = await sql<ReportedTube & { readonly tubeCode: string }>`
    select tube_code as "tubeCode", tested_at as "testedAt", state, laboratory_id as "laboratoryId",
      exists (select from results.differing where differing.tube_code = tube_result.tube_code) as differing
    from results.tube_result join results.batch using (batch_id)
    where tube_code = any(${tubeCodes}::text[]) and not void and corrects_result_id is null and state in ('awaiting', 'released')`.execute(
    db,
  )
  return new Map(rows.map(({ tubeCode, ...tube }) => [tubeCode, tube]))
}
