/**
 * A whole round as desks and laboratories would have left it: everybody of the city in a tube of ten, with the desks' journal, every tube with a result in a
 * batch that awaits release. Written by SQL, because what is measured begins at the release. Must not be run on a city anybody uses.
 */
import { sql } from 'kysely'
import type { Queryable } from '../../src/platform/db/database.ts'
import { uuidFrom } from '../../src/platform/ids.ts'
import { emit } from '../../src/platform/outbox/emit.ts'

export interface Round {
  readonly residents: number
  readonly tubes: number
  readonly batchIds: readonly string[]
}

/** One site's people stand in a queue in no order; their tubes' numbers follow each other, as printed labels do. */
const residentsPerSite = 2_500
const tubesPerBatch = 20_000
const sampledAt = new Date('2021-12-27T04:00:00.000Z')
const testedAt = new Date('2021-12-27T10:00:00.000Z')

/** Writes what desks and couriers left, and the results. One tube in `positiveEvery` is positive. */
export async function writeRound(db: Queryable, name: string, positiveEvery = 1_000): Promise<Round> {
  const { residents, tubes } = await fillTubes(db, name)
  await writeTubes(db)
  await writeJournal(db)
  const batchIds = Array.from({ length: Math.ceil(tubes / tubesPerBatch) }, (_, at) => uuidFrom(`${name} batch ${at}`))
  for (const [at, batchId] of batchIds.entries()) await writeBatch(db, { name, at, batchId, tubes, positiveEvery })
  await sql`vacuum analyze sampling.tube, sampling.tube_swabs, sampling.sample_of_resident, sampling.claim, sampling.journal, results.tube_result,
    decisions.colour`.execute(db)
  return { residents, tubes, batchIds }
}

/** Who is in which tube, with the ids that devices make: in the order of time, a record's right after the one before. */
async function fillTubes(db: Queryable, name: string): Promise<{ residents: number; tubes: number }> {
  await sql`create schema if not exists bench`.execute(db)
  await sql`drop table if exists bench.queue, bench.tube`.execute(db)
  await sql`
    create unlogged table bench.queue as
    select resident_id, street_code, (row_number() over (order by place / ${residentsPerSite}, md5(resident_id::text)) - 1) / 10 as tube
    from (select resident_id, street_code, row_number() over (order by resident_id) - 1 as place from residents.resident) as placed`.execute(
    db,
  )
  await sql`
    create unlogged table bench.tube as
    select tube, ${name} || lpad(tube::text, 8, '0') as code, ${sampledAt}::timestamptz + tube % 86400 * interval '1 second' as at, swabs, residents, streets,
      array(select uuidv7(${sampledAt}::timestamptz + tube % 86400 * interval '1 second' - clock_timestamp()) from generate_series(1, swabs + 2)) as records
    from (select tube, count(*)::int as swabs, array_agg(resident_id) as residents,
        case when count(distinct coalesce(street_code, '')) = 1 then min(street_code) else string_agg(coalesce(street_code, ''), ',') end as streets
      from bench.queue group by tube order by tube) as tubes`.execute(db)
  await sql`drop table bench.queue`.execute(db)
  const { rows } = await sql<{
    residents: string
    tubes: string
  }>`select sum(swabs) as residents, count(*) as tubes from bench.tube`.execute(db)
  await sql`create unique index on bench.tube (tube)`.execute(db)
  return { residents: Number(rows[0]!.residents), tubes: Number(rows[0]!.tubes) }
}

const site = uuidFrom('bench site')

/** Tubes as they are folded, and what the index of their residents says. */
async function writeTubes(db: Queryable): Promise<void> {
  await sql`
    insert into sampling.tube (tube_code, pool, opened_at, closed_at, first_sampled_at, site_id, device_id, swabs)
    select code, 'ten', at, at, at, ${site}::uuid, ${site}::uuid, swabs from bench.tube order by tube`.execute(db)
  await sql`
    insert into sampling.tube_swabs (site_id, tube_code, streets, sample_ids, resident_ids, sampled_ats, identified_by)
    select ${site}::uuid, code, streets, records[2:swabs + 1], residents, array_fill(at, array[swabs]), array_fill('phone_pass'::sampling.identification, array[swabs])
    from bench.tube order by tube`.execute(db)
  await sql`
    insert into sampling.sample_of_resident (sampled_at, resident_id, tube_code) select at, unnest(residents), code from bench.tube order by tube`.execute(
    db,
  )
}

/** The records behind them: opened, everybody's swab, closed, sent together. */
async function writeJournal(db: Queryable): Promise<void> {
  await writeClaims(db)
  await sql`
    insert into sampling.journal (received_at, device_id, site_id, container_code, record_ids, sequences, ats, kinds, data)
    select at, ${site}::uuid, ${site}::uuid, code, records, array[tube * 12 + 1],
      array_fill(at, array[swabs + 2]), 'open_tube'::sampling.record_kind || array_fill('add_swab'::sampling.record_kind, array[swabs]) || 'close_tube'::sampling.record_kind,
      jsonb_build_array(jsonb_build_object('pool', 'ten', 'roundId', records[1])) || to_jsonb(array_fill(null::text, array[swabs]))
        || jsonb_build_array(jsonb_build_object('swabsCounted', swabs))
    from bench.tube order by tube`.execute(db)
}

/** Packed, as they are half an hour after; those of the last half hour are not yet. */
async function writeClaims(db: Queryable): Promise<void> {
  await sql`
    insert into sampling.packed_claims (bucket, record_ids, fingerprints)
    select bucket, array_agg(id order by id), array_agg(hashtextextended(id::text, 0) order by id)
    from (select id, sampling.bucket_of(id) as bucket, (row_number() over (partition by sampling.bucket_of(id) order by id) - 1) / 64 as place
      from bench.tube, unnest(records) as id where at <= (select max(at) from bench.tube) - interval '30 minutes') as placed
    group by bucket, place order by bucket, place`.execute(db)
  await sql`
    insert into sampling.claim (record_id, fingerprint)
    select id, hashtextextended(id::text, 0) from bench.tube, unnest(records) as id where at > (select max(at) from bench.tube) - interval '30 minutes' order by id`.execute(
    db,
  )
}

interface Batch {
  readonly name: string
  readonly at: number
  readonly batchId: string
  readonly tubes: number
  readonly positiveEvery: number
}

async function writeBatch(db: Queryable, { name, at, batchId, tubes, positiveEvery }: Batch): Promise<void> {
  const [from, to] = [at * tubesPerBatch, Math.min(tubes, (at + 1) * tubesPerBatch) - 1]
  await openBatch(db, batchId, to - from + 1)
  await sql`
    insert into results.tube_result (tube_code, result_id, batch_id, outcome, tested_at)
    select ${name} || lpad(tube::text, 8, '0'), gen_random_uuid(), ${batchId}, case when (tube + 1) % ${positiveEvery} = 0 then 'positive' else 'negative' end,
      ${testedAt}
    from generate_series(${from}::int, ${to}::int) as tube`.execute(db)
}

async function openBatch(db: Queryable, batchId: string, rows: number): Promise<void> {
  await sql`
    insert into results.batch (batch_id, kind, laboratory_id, file_id, uploaded_by, uploaded_at, rows, positives, invalids)
    values (${batchId}, 'results', ${uuidFrom('bench laboratory')}, ${batchId}, ${uuidFrom('bench technician')}, ${testedAt}, ${rows}, 0, 0)`.execute(
    db,
  )
}

/** Further tubes, ten people each who had a negative test in the round, every one with a positive result in a batch of its own. */
export async function writePositives(db: Queryable, name: string, count: number): Promise<{ batchId: string; residentId: string }[]> {
  const positives: { batchId: string; residentId: string }[] = []
  for (let at = 0; at < count; at++) {
    const [batchId, tubeCode] = [uuidFrom(`${name} positive ${at}`), `${name}-P${at}`]
    await sql`
      insert into sampling.tube (tube_code, pool, opened_at, first_sampled_at, site_id, device_id, swabs)
      values (${tubeCode}, 'ten', ${testedAt}, ${testedAt}, ${site}, ${site}, 10)`.execute(db)
    const { rows } = await sql<{ resident_id: string }>`
      insert into sampling.tube_swabs (site_id, tube_code, sample_ids, resident_ids, sampled_ats, identified_by)
      select ${site}, ${tubeCode}, array(select uuidv7() from unnest(residents)), residents, array_fill(${testedAt}::timestamptz, array[swabs]),
        array_fill('phone_pass'::sampling.identification, array[swabs])
      from bench.tube where tube = ${at * 7}::int returning resident_ids[1] as resident_id`.execute(db)
    await openBatch(db, batchId, 1)
    await sql`
      insert into results.tube_result (tube_code, result_id, batch_id, outcome, tested_at)
      values (${tubeCode}, gen_random_uuid(), ${batchId}, 'positive', ${testedAt})`.execute(db)
    positives.push({ batchId, residentId: rows[0]!.resident_id })
  }
  return positives
}

/** Releases these batches, as the second person at a laboratory does. */
export async function releaseBatches(db: Queryable, batchIds: readonly string[], now: Date): Promise<void> {
  for (const batchId of batchIds)
    await db.transaction().execute(async (tx) => {
      await sql`
        update results.batch set state = 'released', decided_by = ${uuidFrom('bench releaser')}, decided_at = ${now} where batch_id = ${batchId}`.execute(
        tx,
      )
      await emit(tx, 'results.released', { batchId })
    })
}
