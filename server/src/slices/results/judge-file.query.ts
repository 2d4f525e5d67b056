/**
 * Holds a file against what is known of its tubes: the samples in them and the outcomes reported for those.
 */
import { sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'
import { findSamplesByTubes } from '../sampling/index.ts'
import { type Judgement, judgeRows, type KnownFacts, type SampleFacts } from './judge-rows.ts'
import type { Outcome, ReportedRow, RowError } from './result-row.ts'

/** Rows held against the database in one go: a part takes some 20 ms of computing, then others have their turn. */
const rowsAtOnce = 5_000

/** Judges all rows of a file by what is known at this moment. */
export async function judgeFile(db: Queryable, rows: readonly (ReportedRow | RowError)[], now: Date): Promise<Judgement> {
  const firstRowOf = new Map<string, number>()
  const parts: Judgement[] = []
  for (const part of partsOf(rows, rowsAtOnce)) {
    const tubeCodes = part.flatMap((row) => ('tubeCode' in row ? [row.tubeCode] : []))
    parts.push(judgeRows(part, await readKnownFacts(db, tubeCodes, now), firstRowOf))
  }
  return {
    good: parts.flatMap((part) => part.good),
    errors: parts.flatMap((part) => part.errors),
    duplicates: parts.reduce((sum, part) => sum + part.duplicates, 0),
  }
}

async function readKnownFacts(db: Queryable, tubeCodes: readonly string[], now: Date): Promise<KnownFacts> {
  const samplesByTube = new Map<string, SampleFacts[]>()
  const samples = await findSamplesByTubes(db, tubeCodes)
  for (const sample of samples) {
    const inTube = samplesByTube.get(sample.tubeCode)
    if (inTube === undefined) samplesByTube.set(sample.tubeCode, [sample])
    else inTube.push(sample)
  }
  return { samplesByTube, outcomeByTube: await readOutcomes(db, tubeCodes), now }
}

/** The outcome of each tube that stands or waits: not rejected, and not corrected by one that was not rejected. */
async function readOutcomes(db: Queryable, tubeCodes: readonly string[]): Promise<ReadonlyMap<string, Outcome>> {
  const { rows } = await sql<{ tube_code: string; outcome: Outcome }>`
    select tube_code, outcome from results.tube_result as result
    where tube_code = any(${tubeCodes}::text[]) and not void and not exists (select from results.tube_result as correction
      where correction.tube_code = result.tube_code and correction.corrects_result_id = result.result_id and not correction.void)`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.tube_code, row.outcome]))
}

/** The list in parts of at most `size`. */
export function* partsOf<T>(list: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += size) yield list.slice(at, at + size)
}
