/**
 * Goes through every tube that was ever reported: for those who recompute.
 */
import { sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'

/** Numbers of reported tubes in the database's order, from the one after `after` on. */
export async function pageReportedTubes(db: Queryable, after: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ tube_code: string }>`
    select distinct tube_code from results.tube_result where tube_code > ${after} order by tube_code limit ${limit}`.execute(db)
  return rows.map((row) => row.tube_code)
}
