/**
 * Brings the rows of conflicts to what was found: a new one opens, one that no longer holds goes, one that a person resolved stays resolved as long as it
 * rests on the same records. Where a tube turns out to be of another site, so are its conflicts. Must not decide what a conflict is.
 */
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { type ConflictFound, conflictIdOf } from './conflict.ts'

interface Known {
  readonly conflict_id: string
  readonly record_ids: readonly string[]
  readonly site_id: string | null
  readonly state: 'open' | 'resolved'
}

/** Makes `found` the conflicts about these things. Returns the ids of those that are open now. */
export async function settleConflicts(tx: Tx, abouts: readonly string[], found: readonly ConflictFound[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<Known>`
    select conflict_id, record_ids, site_id, state from sampling.conflict where about = any(${abouts}::text[])`.execute(tx)
  const wanted = new Map(found.map((one) => [conflictIdOf(one), one]))
  const known = new Map(rows.map((row) => [row.conflict_id, row]))
  const ended = rows.filter(({ conflict_id, state }) => state === 'open' && !wanted.has(conflict_id)).map(({ conflict_id }) => conflict_id)
  if (ended.length > 0) await sql`delete from sampling.conflict where conflict_id = any(${ended}::uuid[]) and state = 'open'`.execute(tx)
  const isKnown = (id: string, one: ConflictFound): boolean => sameIds(known.get(id)?.record_ids, one.recordIds)
  const moved = [...wanted].filter(([id, one]) => isKnown(id, one) && known.get(id)!.site_id !== one.siteId)
  if (moved.length > 0)
    await sql`
      update sampling.conflict set site_id = moved.site_id
      from unnest(${moved.map(([id]) => id)}::uuid[], ${moved.map(([, one]) => one.siteId)}::uuid[]) as moved (conflict_id, site_id)
      where conflict.conflict_id = moved.conflict_id`.execute(tx)
  await openConflicts(
    tx,
    [...wanted].filter(([id, one]) => !isKnown(id, one)).map(([, one]) => one),
  )
  return new Set([...wanted].filter(([id, one]) => known.get(id)?.state !== 'resolved' || !isKnown(id, one)).map(([id]) => id))
}

/** Opens these conflicts; one that rests on other records than before opens again. */
export async function openConflicts(tx: Tx, found: readonly ConflictFound[]): Promise<void> {
  if (found.length === 0) return
  const rows = found.map((one) => ({
    conflict_id: conflictIdOf(one),
    about: one.about,
    code: one.code,
    at: one.at.toISOString(),
    site_id: one.siteId,
    tube_code: one.tubeCode,
    device_ids: one.deviceIds,
    record_ids: one.recordIds,
    resident_ids: one.residentIds,
    detail: one.detail,
  }))
  await sql`
    insert into sampling.conflict as known (conflict_id, about, code, at, site_id, tube_code, device_ids, record_ids, resident_ids, detail)
    select conflict_id, about, code, at, site_id, tube_code, device_ids, record_ids, resident_ids, detail
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as f (conflict_id uuid, about text, code text, at timestamptz, site_id uuid, tube_code text,
      device_ids uuid[], record_ids uuid[], resident_ids uuid[], detail jsonb)
    order by conflict_id
    on conflict (conflict_id) do update set at = excluded.at, site_id = excluded.site_id, device_ids = excluded.device_ids, record_ids = excluded.record_ids,
      resident_ids = excluded.resident_ids, detail = excluded.detail, state = 'open', resolution = null, note = null, resolved_by = null, resolved_at = null
      where known.record_ids <> excluded.record_ids`.execute(tx)
}

function sameIds(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  return one !== undefined && other !== undefined && one.length === other.length && one.every((id, at) => id === other[at])
}
