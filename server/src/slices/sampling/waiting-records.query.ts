/**
 * Where the journal holds more than has been added up so far: nobody may conclude there that somebody was not sampled.
 */
import { sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'

/** Sites with records of tubes that are stored and not added up yet, or whose person is not resolved yet. */
export async function readSitesWithWaitingRecords(db: Queryable): Promise<Set<string>> {
  const { rows } = await sql<{ siteId: string }>`
    select distinct site_id as "siteId" from sampling.record
    where container_code in (select container_code from sampling.touched where container = 'tube' union select tube_code from sampling.pending_subject)`.execute(
    db,
  )
  return new Set(rows.map(({ siteId }) => siteId))
}
