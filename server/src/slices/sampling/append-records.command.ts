/**
 * Appends records to the journal, each with the work that is left to do about it. The caller has claimed their ids in the same transaction; nothing here
 * reads a tube, so that a thousand desks that come back at once wait for nobody.
 */
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { type Arrived, containerOf, dataOf, timeOf } from './journal-record.ts'
import { sealSubjects } from './sealed-subject.ts'

/** Appends all of them in four statements. Subjects are sealed until they are resolved. */
export async function appendRecords(tx: Tx, ctx: Ctx, arrived: readonly Arrived[]): Promise<void> {
  if (arrived.length === 0) return
  await insertRecords(tx, arrived, ctx.clock.now())
  await insertPendingSubjects(tx, ctx, arrived)
  await touchContainers(tx, arrived, ctx.clock.now())
  await noteQueues(tx, arrived, ctx.clock.now())
}

/** The journal alone: for records that the caller applies at once. */
export async function insertRecords(tx: Tx, arrived: readonly Arrived[], receivedAt: Date): Promise<void> {
  const records = arrived.map(({ record }) => record)
  const column = <T>(read: (one: Arrived) => T): T[] => arrived.map(read)
  await sql`
    insert into sampling.record (at, received_at, sequence, clock_offset_ms, kind, record_id, device_id, site_id, container_code, made_for, data)
    select at, ${receivedAt}, sequence, clock_offset_ms, kind::sampling.record_kind, record_id, device_id, site_id, container_code, made_for, data
    from unnest(${column((one) => timeOf(one, receivedAt))}::timestamptz[], ${records.map(({ sequence }) => sequence)}::bigint[],
      ${column((one) => one.clockOffsetMs)}::bigint[], ${records.map(({ kind }) => kind)}::text[], ${records.map(({ recordId }) => recordId)}::uuid[],
      ${column((one) => one.deviceId)}::uuid[], ${records.map(({ siteId }) => siteId)}::uuid[], ${records.map((one) => containerOf(one).code)}::text[],
      ${column((one) => one.madeFor)}::uuid[], ${records.map(dataOf).map((data) => (data === null ? null : JSON.stringify(data)))}::jsonb[])
      as r (at, sequence, clock_offset_ms, kind, record_id, device_id, site_id, container_code, made_for, data)`.execute(tx)
}

async function insertPendingSubjects(tx: Tx, ctx: Ctx, arrived: readonly Arrived[]): Promise<void> {
  const swabs = arrived.flatMap(({ record }) => (record.kind === 'add_swab' ? [record] : []))
  if (swabs.length === 0) return
  const { wrapped, sealed } = sealSubjects(ctx.vault, swabs)
  await sql`
    insert into sampling.pending_subject (tube_code, record_id, wrapped_key, subject_sealed)
    select tube_code, record_id, ${wrapped}, subject_sealed
    from unnest(${swabs.map(({ tubeCode }) => tubeCode)}::text[], ${swabs.map(({ recordId }) => recordId)}::uuid[], ${sealed}::bytea[])
      as p (tube_code, record_id, subject_sealed)`.execute(tx)
}

async function touchContainers(tx: Tx, arrived: readonly Arrived[], now: Date): Promise<void> {
  const touched = new Map(
    arrived.map(({ record }) => containerOf(record)).map(({ code, container }) => [`${container} ${code}`, { code, container }]),
  )
  const codes = [...touched.values()].filter(({ container }) => container !== 'site')
  if (codes.length === 0) return
  await sql`
    insert into sampling.touched (container_code, container, due_at)
    select code, container::sampling.container, ${now} from unnest(${codes.map(({ code }) => code)}::text[], ${codes.map(({ container }) => container)}::text[])
      as t (code, container)`.execute(tx)
}

/** The latest count by its own time stands, whatever arrives last. */
async function noteQueues(tx: Tx, arrived: readonly Arrived[], receivedAt: Date): Promise<void> {
  const seen = arrived.flatMap((one) => (one.record.kind === 'queue_seen' ? [{ ...one.record, at: timeOf(one, receivedAt) }] : []))
  if (seen.length === 0) return
  await sql`
    insert into sampling.queue_seen as known (site_id, people, at, record_id)
    select distinct on (site_id) site_id, people, at, record_id
    from unnest(${seen.map(({ siteId }) => siteId)}::uuid[], ${seen.map(({ people }) => people)}::int[], ${seen.map(({ at }) => at)}::timestamptz[],
      ${seen.map(({ recordId }) => recordId)}::uuid[]) as q (site_id, people, at, record_id) order by site_id, at desc, record_id desc
    on conflict (site_id) do update set people = excluded.people, at = excluded.at, record_id = excluded.record_id
      where (excluded.at, excluded.record_id) > (known.at, known.record_id)`.execute(tx)
}
