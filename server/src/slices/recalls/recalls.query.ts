/**
 * Recalls as other slices may ask for them.
 */
import { sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'
import type { Recall } from './follow-up.ts'

/** A resident's recalls, newest first. */
export async function readRecallsOfResident(db: Queryable, residentId: string): Promise<Recall[]> {
  const { rows } = await sql<Recall>`
    select recall_id as "recallId", tube_code as "tubeCode", round_id as "roundId", asked_at as "askedAt", state, ended_at as "endedAt"
    from recalls.recall where resident_id = ${residentId} order by asked_at desc, recall_id`.execute(db)
  return rows
}

/** How many wait for their single sample: of the tubes of this round, or of all. */
export async function countOpenRecalls(db: Queryable, roundId: string | null): Promise<number> {
  const { rows } = await sql<{ open: string }>`
    select count(*) as open from recalls.recall where state = 'open' and (${roundId}::uuid is null or round_id = ${roundId})`.execute(db)
  return Number(rows[0]!.open)
}
