/**
 * Conflicts as other slices may see them: what the desks' records say that cannot all be so, and whether a person has looked at it.
 */
import { sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'

export interface Conflict {
  readonly conflictId: string
  readonly code: string
  readonly siteId: string | null
  readonly tubeCode: string | null
  /** The tubes of a conflict about a person, whatever has become of the swabs in them; else empty. */
  readonly tubeCodes: readonly string[]
  readonly deviceIds: readonly string[]
  readonly recordIds: readonly string[]
  readonly residentIds: readonly string[]
  readonly at: Date
  readonly state: 'open' | 'resolved'
  readonly resolution: 'accepted' | 'void_swabs' | null
  readonly note: string | null
}

export interface ConflictFilter {
  readonly state?: 'open' | 'resolved'
  readonly code?: string
  readonly tubeCodes?: readonly string[]
  readonly deviceId?: string
  /** The last one of the page before. */
  readonly after?: { readonly at: Date; readonly conflictId: string }
  readonly limit: number
}

const columns = sql`conflict_id as "conflictId", code, site_id as "siteId", tube_code as "tubeCode", coalesce(detail -> 'tubeCodes', '[]') as "tubeCodes", device_ids as "deviceIds", record_ids as "recordIds",
  resident_ids as "residentIds", at, state, resolution, note`

/** One conflict, or undefined. */
export async function readConflict(db: Queryable, conflictId: string): Promise<Conflict | undefined> {
  return (await sql<Conflict>`select ${columns} from sampling.conflict where conflict_id = ${conflictId}`.execute(db)).rows[0]
}

/** Conflicts, the latest first. */
export async function readConflicts(db: Queryable, filter: ConflictFilter): Promise<Conflict[]> {
  const { state, code, tubeCodes, deviceId, after, limit } = filter
  const { rows } = await sql<Conflict>`
    select ${columns} from sampling.conflict
    where (${state ?? null}::text is null or state = ${state ?? null}) and (${code ?? null}::text is null or code = ${code ?? null})
      and (${tubeCodes ?? null}::text[] is null or tube_code = any(${tubeCodes ?? null}::text[]))
      and (${deviceId ?? null}::uuid is null or device_ids @> array[${deviceId ?? null}::uuid])
      and (${after?.at ?? null}::timestamptz is null or (at, conflict_id) < (${after?.at ?? null}, ${after?.conflictId ?? null}::uuid))
    order by at desc, conflict_id desc limit ${limit}`.execute(db)
  return rows
}
