/**
 * Who lives where, as counts and as pages of ids, and what is known of people met at desks. No names, no numbers: other slices need none of them.
 */
import { sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'

/** What a desk's conflicts and reconciliation must know of a person. */
export interface Identity {
  /** Met at a desk, not registered yet. */
  readonly provisional: boolean
  readonly hasDocument: boolean
  readonly streetCode: string | null
}

/** The identities of these residents; unknown ids are left out. */
export async function readIdentities(db: Queryable, residentIds: readonly string[]): Promise<Map<string, Identity>> {
  if (residentIds.length === 0) return new Map()
  const { rows } = await sql<{ resident_id: string; provisional: boolean; document_kind: string; street_code: string | null }>`
    select resident_id, provisional, document_kind, street_code from residents.resident where resident_id = any(${residentIds}::uuid[])`.execute(
    db,
  )
  return new Map(
    rows.map((row) => [
      row.resident_id,
      { provisional: row.provisional, hasDocument: row.document_kind !== 'none', streetCode: row.street_code },
    ]),
  )
}

/** Those of these residents whom a desk met and who have not registered yet. */
export async function findProvisional(db: Queryable, residentIds: readonly string[]): Promise<Set<string>> {
  if (residentIds.length === 0) return new Set()
  const { rows } = await sql<{ resident_id: string }>`
    select resident_id from residents.resident where resident_id = any(${residentIds}::uuid[]) and provisional`.execute(db)
  return new Set(rows.map((row) => row.resident_id))
}

/** How many people live in each street; those who have not said where are in none. */
export async function countByStreet(db: Queryable): Promise<Map<string, number>> {
  const { rows } = await sql<{ street_code: string; residents: string }>`
    select street_code, count(*) as residents from residents.resident where street_code is not null group by street_code`.execute(db)
  return new Map(rows.map((row) => [row.street_code, Number(row.residents)]))
}

/** The next `limit` ids of people living in these streets (since that moment at the latest, where one is given), in the order of their ids, after `afterId`. */
export async function pageByStreets(
  db: Queryable,
  streetCodes: readonly string[],
  afterId: string | null,
  limit: number,
  livingSince: Date | null = null,
): Promise<string[]> {
  if (streetCodes.length === 0) return []
  const { rows } = await sql<{ resident_id: string }>`
    select resident_id from residents.resident
    where street_code = any(${streetCodes}) and resident_id > ${afterId ?? '00000000-0000-0000-0000-000000000000'}::uuid
      and (${livingSince}::timestamptz is null or coalesce(street_since, registered_at) <= ${livingSince})
    order by resident_id limit ${limit}`.execute(db)
  return rows.map((row) => row.resident_id)
}
