/**
 * What is known of tubes beside their results: which a desk told of, with the time of its opening, and which a laboratory booked in.
 */
import { sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'
import { readOpenings } from '../sampling/index.ts'
import { readAccessions } from '../transport/index.ts'
import type { KnownFacts } from './judge-rows.ts'
import type { Outcome } from './result-row.ts'

export interface TubeFacts extends KnownFacts {
  /** When each tube was received at a laboratory; tubes that never were are not there. */
  readonly receivedAt: ReadonlyMap<string, Date>
}

/** All facts about these tubes as they are now. */
export async function readTubeFacts(db: Queryable, tubeCodes: readonly string[], now: Date): Promise<TubeFacts> {
  const accessions = await readAccessions(db, tubeCodes)
  return {
    tubes: await readOpenings(db, tubeCodes),
    outcomes: await readOutcomes(db, tubeCodes),
    receivedAt: new Map([...accessions].map(([tubeCode, { receivedAt }]) => [tubeCode, receivedAt])),
    now,
  }
}

/** The outcome of each tube that stands or waits: not rejected, and not corrected by one that was not rejected. */
export async function readOutcomes(db: Queryable, tubeCodes: readonly string[]): Promise<ReadonlyMap<string, Outcome>> {
  if (tubeCodes.length === 0) return new Map()
  const { rows } = await sql<{ tube_code: string; outcome: Outcome }>`
    select tube_code, outcome from results.tube_result as result
    where tube_code = any(${tubeCodes}::text[]) and not void and not exists (select from results.tube_result as correction
      where correction.tube_code = result.tube_code and correction.corrects_result_id = result.result_id and not correction.void)`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.tube_code, row.outcome]))
}
