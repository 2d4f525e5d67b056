/**
 * Appends records to the journal, each with the work that is left to do about it. The caller has claimed their ids in the same transaction; nothing here
 * reads a tube, so that a thousand desks that come back at once wait for nobody.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { type Arrived, containerOf, type JournalEntry, journalRowsOf, timeOf } from './journal-record.ts'
import { sealSubjects } from './sealed-subject.ts'

/** Appends all of them in one statement, and the sites' queues in another. Subjects are sealed until they are resolved. */
export async function appendRecords(tx: Tx, ctx: Ctx, arrived: readonly Arrived[]): Promise<void> {
  if (arrived.length === 0) return
  const now = ctx.clock.now()
  await sql`
    with journal as (${insertJournal(arrived, now)}), pending as (${insertPendingSubjects(ctx, arrived)})
    ${insertTouched(arrived, now)}`.execute(tx)
  await noteQueues(tx, arrived, now)
}

/** The journal alone: for records that the caller applies at once. */
export async function insertRecords(tx: Tx, arrived: readonly Arrived[], receivedAt: Date): Promise<void> {
  if (arrived.length > 0) await insertJournal(arrived, receivedAt).execute(tx)
}

/** One row for all that arrived together about one thing. */
function insertJournal(arrived: readonly Arrived[], receivedAt: Date): RawBuilder<unknown> {
  const rows = journalRowsOf(arrived, receivedAt)
  const column = <T>(read: (one: JournalEntry) => T): T[] => rows.map(read)
  return sql`
    insert into sampling.journal (received_at, clock_offset_ms, device_id, site_id, made_for, container_code, record_ids, sequences, ats, kinds, data)
    select ${receivedAt}::timestamptz, clock_offset_ms, device_id, site_id, made_for, container_code, record_ids::uuid[], sequences::bigint[],
      ats::timestamptz[], kinds::sampling.record_kind[], data::jsonb
    from unnest(${column((one) => one.clockOffsetMs)}::bigint[], ${column((one) => one.deviceId)}::uuid[], ${column((one) => one.siteId)}::uuid[],
      ${column((one) => one.madeFor)}::uuid[], ${column((one) => one.containerCode)}::text[], ${column((one) => arrayText(one.recordIds))}::text[],
      ${column((one) => arrayText(one.sequences))}::text[], ${column((one) => arrayText(one.ats))}::text[],
      ${column((one) => arrayText(one.kinds))}::text[], ${column((one) => one.data)}::text[])
      as j (clock_offset_ms, device_id, site_id, made_for, container_code, record_ids, sequences, ats, kinds, data)`
}

/** An array of plain words as PostgreSQL writes it: arrays within a column of arrays may differ in length only as text. */
function arrayText(words: readonly (string | number)[]): string {
  return `{${words.join(',')}}`
}

function insertPendingSubjects(ctx: Ctx, arrived: readonly Arrived[]): RawBuilder<unknown> {
  const swabs = arrived.flatMap(({ record }) => (record.kind === 'add_swab' ? [record] : []))
  const { wrapped, sealed } = sealSubjects(ctx.vault, swabs)
  return sql`
    insert into sampling.pending_subject (tube_code, record_id, wrapped_key, subject_sealed)
    select tube_code, record_id, ${wrapped}::bytea, subject_sealed
    from unnest(${swabs.map(({ tubeCode }) => tubeCode)}::text[], ${swabs.map(({ recordId }) => recordId)}::uuid[], ${sealed}::bytea[])
      as p (tube_code, record_id, subject_sealed)`
}

function insertTouched(arrived: readonly Arrived[], now: Date): RawBuilder<unknown> {
  const touched = new Map(
    arrived.map(({ record }) => containerOf(record)).map(({ code, container }) => [`${container} ${code}`, { code, container }]),
  )
  const codes = [...touched.values()].filter(({ container }) => container !== 'site')
  return sql`
    insert into sampling.touched (container_code, container, due_at)
    select code, container::sampling.container, ${now}::timestamptz
    from unnest(${codes.map(({ code }) => code)}::text[], ${codes.map(({ container }) => container)}::text[]) as t (code, container)`
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
