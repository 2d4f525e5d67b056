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
  const seen = await lockKnown(tx, said.deviceId, sequences)
  if (seen !== undefined) return seen
  await sql`
    insert into sampling.device (device_id, site_id, last_contact_at, app_version, queued, clock_offset_ms)
    values (${said.deviceId}, ${said.siteId}, ${now}, ${said.appVersion}, ${said.queued}, ${said.clockOffsetMs}) on conflict do nothing`.execute(
    tx,
  )
  return (await lockKnown(tx, said.deviceId, sequences))!
}

async function lockKnown(tx: Tx, deviceId: string, sequences: readonly number[]): Promise<ReadonlySet<number> | undefined> {
  const { rows } = await sql<{ seen: string[] }>`
    select array(select s from unnest(${sequences}::bigint[]) as s where received @> s) as seen
    from sampling.device where device_id = ${deviceId} for update`.execute(tx)
  return rows[0] === undefined ? undefined : new Set(rows[0].seen.map(Number))
}

/** Writes what a batch brought; returns what is here now, and how many conflicts about the device are open. */
export async function updateDevice(
  tx: Tx,
  said: DeviceSaid,
  now: Date,
  sequences: readonly number[],
): Promise<{ readonly received: Received; readonly conflictsOpen: number }> {
  const { rows } = await sql<ReceivedRow & { open: number }>`
    with device as (
      update sampling.device set site_id = ${said.siteId}, last_contact_at = ${now}, app_version = ${said.appVersion}, queued = ${said.queued},
        clock_offset_ms = ${said.clockOffsetMs},
        received = received + coalesce((select range_agg(int8range(s, s + 1)) from unnest(${sequences}::bigint[]) as s), '{}')
      where device_id = ${said.deviceId} returning received)
    select ${receivedColumns},
      (select count(*)::int from sampling.conflict where state = 'open' and device_ids @> array[${said.deviceId}::uuid]) as open
    from device ${firstPart}`.execute(tx)
  return { received: receivedOf(rows[0]), conflictsOpen: rows[0]!.open }
}

const gapsMax = 100

interface ReceivedRow {
  readonly up_to: string
  readonly highest: string
  readonly gaps: readonly (readonly [string, string])[]
}

const receivedColumns = sql`case when received @> 1::bigint then upper(first_part.part) - 1 else 0 end as up_to, coalesce(upper(received) - 1, 0) as highest,
      array(select array[lower(gap), upper(gap) - 1] from unnest(int8multirange(int8range(1, coalesce(upper(received), 1))) - received) as gap limit ${gapsMax}) as gaps`
const firstPart = sql`left join lateral (select part from unnest(received) as part limit 1) as first_part on true`

/** What is here of a device; nothing where it has never sent anything. */
export async function readReceived(db: Queryable, deviceId: string): Promise<Received> {
  const { rows } = await sql<ReceivedRow>`
    select ${receivedColumns} from sampling.device ${firstPart} where device_id = ${deviceId}`.execute(db)
  return receivedOf(rows[0])
}

function receivedOf(row: ReceivedRow | undefined): Received {
  if (row === undefined) return { upTo: 0, highest: 0, gaps: [] }
  return { upTo: Number(row.up_to), highest: Number(row.highest), gaps: row.gaps.map(([from, to]) => [Number(from), Number(to)] as const) }
}
