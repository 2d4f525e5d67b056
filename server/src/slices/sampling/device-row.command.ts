/**
 * A device's row: which sequence numbers are here, and what it said of itself. Locked first by everything a device sends, so that two of its batches are
 * taken one after the other.
 */
import { sql } from 'kysely'
import type { Queryable, Tx } from '../../platform/db/database.ts'

/** What a device says of itself with every batch. */
export interface DeviceSaid {
  readonly deviceId: string
  readonly siteId: string | null
  readonly appVersion: string
  readonly queued: number
  readonly clockOffsetMs: number
}

/** All of 1..upTo are here; `highest` is the highest that is; `gaps` are what is missing in between, the first 100. */
export interface Received {
  readonly upTo: number
  readonly highest: number
  readonly gaps: readonly (readonly [number, number])[]
}

/** Locks the row, made where there is none; returns which of these sequence numbers were here before. */
export async function lockDevice(tx: Tx, said: DeviceSaid, now: Date, sequences: readonly number[]): Promise<ReadonlySet<number>> {
  await sql`
    insert into sampling.device (device_id, site_id, last_contact_at, app_version, queued, clock_offset_ms)
    values (${said.deviceId}, ${said.siteId}, ${now}, ${said.appVersion}, ${said.queued}, ${said.clockOffsetMs}) on conflict do nothing`.execute(
    tx,
  )
  const { rows } = await sql<{ seen: string[] }>`
    select array(select s from unnest(${sequences}::bigint[]) as s where received @> s) as seen
    from sampling.device where device_id = ${said.deviceId} for update`.execute(tx)
  return new Set(rows[0]!.seen.map(Number))
}

/** Writes what a batch brought. */
export async function updateDevice(tx: Tx, said: DeviceSaid, now: Date, sequences: readonly number[]): Promise<Received> {
  await sql`
    update sampling.device set site_id = ${said.siteId}, last_contact_at = ${now}, app_version = ${said.appVersion}, queued = ${said.queued},
      clock_offset_ms = ${said.clockOffsetMs},
      received = received + coalesce((select range_agg(int8range(s, s + 1)) from unnest(${sequences}::bigint[]) as s), '{}')
    where device_id = ${said.deviceId}`.execute(tx)
  return readReceived(tx, said.deviceId)
}

const gapsMax = 100

/** What is here of a device; nothing where it has never sent anything. */
export async function readReceived(db: Queryable, deviceId: string): Promise<Received> {
  const { rows } = await sql<{ up_to: string; highest: string; gaps: [string, string][] }>`
    select case when received @> 1::bigint then upper(multirange_first.part) - 1 else 0 end as up_to, coalesce(upper(received) - 1, 0) as highest,
      array(select array[lower(gap), upper(gap) - 1] from unnest(int8multirange(int8range(1, coalesce(upper(received), 1))) - received) as gap limit ${gapsMax}) as gaps
    from sampling.device left join lateral (select part from unnest(received) as part limit 1) as multirange_first on true
    where device_id = ${deviceId}`.execute(db)
  const row = rows[0]
  if (row === undefined) return { upTo: 0, highest: 0, gaps: [] }
  return { upTo: Number(row.up_to), highest: Number(row.highest), gaps: row.gaps.map(([from, to]) => [Number(from), Number(to)] as const) }
}
