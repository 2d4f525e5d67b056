/**
 * Goal: an id is used once in all tubes, for ever, also when its claim was packed, while it is being packed, and whatever clock said that it was time; rows of
 * packed claims are full, and looking for an id costs the same however many there are.
 * Method: claims of ids of different ages, packed, claimed again with the same record and with another; a claim that comes while another transaction packs the
 * same id; an hour of desks; what PostgreSQL counts of rows it read. (Not looking among the packed, looking there before claiming, only for ids of some age, or by
 * bucket alone, packing whatever is old enough, and not saying how much is worth another run at once, turn this red.)
 */
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { manualClock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import { lockWaiters } from '../../testing/lock-waiters.ts'
import type { TestGround } from '../../testing/test-server.ts'
import { claimIds, readClaims } from './claims.command.ts'
import { packClaims, packClaimsLoop } from './pack-claims.job.ts'
import { answersOf, createTestCity, createTestDesk, type TestCity } from './testing.ts'

let city: TestCity
let ground: TestGround
const minute = 60_000

beforeEach(async () => {
  city = await createTestCity()
  ground = city.ground
})

/** The nth id of a device that made it so many minutes ago. */
function madeBefore(minutes: number, n = 0): string {
  const hex = (ground.clock.now().getTime() - Math.round(minutes * minute)).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${n.toString(16).padStart(12, '0')}`
}

const range = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n))
const claimsOf = (ids: readonly string[], fingerprint: string) => ids.map((recordId) => ({ recordId, fingerprint }))
const claim = (ids: readonly string[], fingerprint = '7') =>
  ground.db.transaction(async (tx) => [...(await claimIds(tx, claimsOf(ids, fingerprint))).values()])

async function counts(): Promise<{ claims: number; packed: number[] | null }> {
  const { rows } = await sql<{ claims: number; packed: number[] | null }>`select (select count(*)::int from sampling.claim) as claims,
    (select array_agg(cardinality(record_ids) order by bucket, cardinality(record_ids) desc) from sampling.packed_claims) as packed`.execute(
    ground.db.read,
  )
  return rows[0]!
}

test('what is half an hour old and fills a row is packed, by time, what is a day old in any case, and stays claimed', async () => {
  const ids = [
    ...range(3, (n) => madeBefore(1_500, n)),
    ...range(130, (n) => madeBefore(600, n)),
    ...range(63, (n) => madeBefore(90, n)),
    ...range(64, (n) => madeBefore(29, n)),
  ]
  expect(await claim(ids)).toEqual(ids.map(() => 'new'))
  expect(await packClaims(ground)).toBe(133)
  expect(await packClaims(ground)).toBe(0)
  const kept = { claims: 127, packed: [3, 64, 64, 2] }
  expect(await counts()).toEqual(kept)
  expect(await claim(ids)).toEqual(ids.map(() => 'already'))
  expect(await claim(ids, '8')).toEqual(ids.map(() => 'reused'))
  expect(await counts()).toEqual(kept)
  expect([...(await readClaims(ground.db.read, ids)).values()]).toEqual(ids.map(() => '7'))
  expect(await claim([madeBefore(600, 5_000), ids[3]!])).toEqual(['new', 'already'])
})

test('who claims an id in the moment it is packed finds it claimed', async () => {
  const id = madeBefore(1_500)
  await claim([id])
  let claiming: Promise<readonly string[]> | undefined
  await ground.db.transaction(async (tx: Tx) => {
    await packClaims({ clock: ground.clock, db: { transaction: (run: (own: Tx) => Promise<number>) => run(tx) } as never })
    claiming = claim([id], '8')
    await lockWaiters(ground, 1)
  })
  expect(await claiming).toEqual(['reused'])
  expect([...(await readClaims(ground.db.read, [id]))]).toEqual([[id, '7']])
})

test('a fresh id that a server with a clock far ahead has packed is claimed all the same', async () => {
  const desk = await createTestDesk(city)
  const records = range(64, () => desk.write('queue_seen', { people: 1 }))
  expect(answersOf(await desk.send(records))).toEqual(records.map(() => 'stored'))
  const ahead = manualClock(new Date(ground.clock.now().getTime() + 50 * minute))
  expect(await packClaims({ db: ground.db, clock: ahead })).toBe(64)
  expect(answersOf(await desk.send(records))).toEqual(records.map(() => 'already'))
  expect(answersOf(await desk.send([{ ...records[0]!, people: 2 }]))).toEqual(['id_reused'])
})

test('claims that come in little by little, some of them hours late, are in as few rows as hold them in the end, and none is lost', async () => {
  const late = range(3, (desk) => range(500, (n) => madeBefore(240 - n * 0.36 - desk * 0.01, desk)))
  const ids: string[] = late.flat()
  for (let second = 0; second < 3_600; second += 10) {
    const arrived = [...range(15, (n) => madeBefore(n / 100, second * 100 + n)), ...(second % 1_200 === 0 ? late[second / 1_200]! : [])]
    ids.push(...arrived)
    await claim(arrived)
    await packClaims(ground) // as a loop without pauses would
    ground.clock.advance(10_000)
  }
  ground.clock.advance(25 * 60 * minute)
  while ((await packClaims(ground)) > 0);
  const distinct = [...new Set(ids)]
  const { rows } = await sql<{ claims: number; rows: number; fewest: number }>`
    select sum(claims)::int as claims, sum(rows)::int as rows, sum(ceil(claims / 64.0))::int as fewest
    from (select sum(cardinality(record_ids)) as claims, count(*) as rows from sampling.packed_claims group by bucket) as buckets`.execute(
    ground.db.read,
  )
  expect((await counts()).claims).toBe(0)
  expect(rows[0]!.claims).toBe(distinct.length)
  expect(rows[0]!.rows).toBe(rows[0]!.fewest)
  for (let at = 0; at < distinct.length; at += 500) {
    const some = distinct.slice(at, at + 500)
    expect(await claim(some, '8')).toEqual(some.map(() => 'reused'))
  }
})

test('while there is more than one run packs the next follows at once, after the last comes the pause', async () => {
  await sql`insert into sampling.claim (record_id, fingerprint)
    select (left(${madeBefore(600)}, 24) || lpad(to_hex(n), 12, '0'))::uuid, n from generate_series(1, 20100) as n`.execute(ground.db.read)
  const loop = packClaimsLoop(ground)
  expect(await packClaims(ground)).toBeGreaterThanOrEqual(loop.atOnceFrom!)
  const last = await packClaims(ground)
  expect([last, last < loop.atOnceFrom!]).toEqual([100, true])
})

test('a batch of five hundred records of three hours reads a row for each of them at most, of all that were packed in these hours', async () => {
  const buckets = 165
  const fill = `insert into sampling.packed_claims (bucket, record_ids, fingerprints)
    select sampling.bucket_of(ids[1]), ids, array_fill(7::bigint, array[cardinality(ids)])
    from generate_series(x'017df000'::int, x'017df000'::int + ${buckets - 1}) as bucket, generate_series(0, 39) as place, lateral (
      select array_agg((lpad(to_hex(bucket), 8, '0') || '-' || lpad(to_hex(place * 1000 + n), 4, '0') || '-7000-8000-000000000000')::uuid order by n) as ids
      from generate_series(0, 990, 90) as n) as row`
  await sql.raw(fill).execute(ground.db.read)
  await sql`analyze sampling.packed_claims`.execute(ground.db.read)
  const { rows } = await sql<{ id: string }>`
    select record_ids[5] as id from sampling.packed_claims order by hashtextextended(record_ids[5]::text, 1) limit 250`.execute(
    ground.db.read,
  )
  const known = rows.map(({ id }) => id)
  const unknown = known.map((id) => `${id.slice(0, -1)}1`)
  const read = await ground.db.transaction(async (tx) => {
    const before = await rowsRead(tx)
    expect([...(await claimIds(tx, claimsOf([...known, ...unknown], '7'))).values()]).toEqual([
      ...known.map(() => 'already'),
      ...unknown.map(() => 'new'),
    ])
    return (await rowsRead(tx)) - before
  })
  expect(read).toBeGreaterThan(0)
  expect(read).toBeLessThanOrEqual(500 + 250) // each once when claimed, the known ones again for their fingerprints
})

/** Packed rows that this connection has read and not yet reported, by whatever way; it reports none within a transaction. */
async function rowsRead(tx: Tx): Promise<number> {
  const { rows } = await sql<{ read: string }>`select seq_tup_read + idx_tup_fetch as read from pg_stat_xact_user_tables
    where relid = 'sampling.packed_claims'::regclass`.execute(tx)
  return Number(rows[0]!.read)
}
