/**
 * Goal: negative first words kept by tube are everybody's evidence as much as rows of their own were, also once a swab has left its tube, and those that a former
 * version kept one by one come over whole.
 * Method: tubes told of in a real database; a database of the migrations up to 0032 with such rows. (Not keeping what is corrected with its resident, leaving the
 * filter by resident out, knowing a sample without its tube, or moving rows that were corrected, turns this red.)
 */
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { beforeAll, expect, inject, test } from 'vitest'
import { createDatabase } from '../../platform/db/database.ts'
import { migrate } from '../../platform/db/migrate.ts'
import { uuidFrom } from '../../platform/ids.ts'
import { createTestGround, type TestGround } from '../../testing/test-server.ts'
import { readHistories } from './evidence.query.ts'
import { decisionsSlice, publishExampleRuleSets, readStatuses, recomputeAll } from './index.ts'
import { createTubeWorld, hour } from './testing.ts'

const slices = [decisionsSlice({ utcOffsetHours: 8 })]
let ground: TestGround

beforeAll(async () => {
  ground = await createTestGround()
  await publishExampleRuleSets(ground)
  ground.clock.set(hour(100))
})

const rowsBy = async (tubeCode: string): Promise<string[][]> =>
  (
    await sql<{ samples: string[] }>`select sample_ids as samples from decisions.negative_result where tube_code = ${tubeCode}
      order by cardinality(sample_ids) desc`.execute(ground.db.read)
  ).rows.map(({ samples }) => samples.toSorted())

test('a tube of negatives is one row, with another for a swab told of later, and each person sees their own', async () => {
  const world = createTubeWorld(ground, slices, 'one row')
  const sample = (label: string): string => uuidFrom(`one row ${label}`)
  const [other, late] = [sample('somebody'), sample('late')]
  await world.arrive({ opened: 'P', kind: 'ten' })
  await world.arrive({ swab: 'a', in: 'P', at: 0 })
  await world.arrive({ swab: 'b', in: 'P', at: 1, by: 'somebody' })
  await world.arrive({ result: 'r', of: 'P', outcome: 'negative', at: 5 })
  await world.settle()
  await world.arrive({ swab: 'c', in: 'P', at: 2, by: 'late' })
  await world.settle()
  expect(await rowsBy(world.tubeCode('P'))).toEqual([['a', 'b'].map(sample).toSorted(), [sample('c')]])
  const statuses = await readStatuses(ground.db.read, [world.residentId, other, late])
  expect(statuses.map(({ residentId, lastNegativeAt, evidence }) => ({ residentId, lastNegativeAt, rows: evidence.length }))).toEqual([
    { residentId: world.residentId, lastNegativeAt: hour(0).toISOString(), rows: 1 },
    { residentId: other, lastNegativeAt: hour(1).toISOString(), rows: 1 },
    { residentId: late, lastNegativeAt: hour(2).toISOString(), rows: 1 },
  ])
})

test('what was said of a swab that is taken out afterwards stays with its resident, beside what took it back', async () => {
  const world = createTubeWorld(ground, slices, 'taken out')
  await world.arrive({ opened: 'P', kind: 'ten' })
  await world.arrive({ swab: 'a', in: 'P', at: 0 })
  await world.arrive({ result: 'r', of: 'P', outcome: 'negative', at: 5 })
  await world.settle()
  await world.arrive({ removed: 'a', at: 6, by: 'desk' })
  await world.settle()
  const [status] = await readStatuses(ground.db.read, [world.residentId])
  expect(status!.evidence.map(({ kind, superseded }) => ({ kind, superseded }))).toEqual([
    { kind: 'test_result', superseded: true },
    { kind: 'withdrawal', superseded: false },
  ])
  expect(status!.lastNegativeAt).toBe(null)
  expect((await recomputeAll(ground.db)).differing).toEqual([])
})

test('two samples of one id in two tubes are each the one of their tube', async () => {
  const [sampleId, tubes] = [uuidFrom('twice'), ['TWICE-1', 'TWICE-2']]
  const own = [1, 2].map((n) => uuidFrom(`twice ${n}`))
  for (const [at, tubeCode] of tubes.entries()) {
    await sql`insert into sampling.tube (tube_code) values (${tubeCode})`.execute(ground.db.read)
    await sql`insert into sampling.tube_swabs (site_id, tube_code, sample_ids, resident_ids, sampled_ats, identified_by)
      values (${sampleId}, ${tubeCode}, array[${sampleId}::uuid], array[${own[at]}::uuid], array[${hour(at)}::timestamptz], '{phone_pass}')`.execute(
      ground.db.read,
    )
    await sql`insert into sampling.sample_of_resident (resident_id, tube_code, sampled_at) values (${own[at]}, ${tubeCode}, ${hour(at)})`.execute(
      ground.db.read,
    )
    await sql`insert into decisions.negative_result (tube_code, result_id, pooled, sample_ids)
      values (${tubeCode}, ${own[at]}, true, array[${sampleId}::uuid])`.execute(ground.db.read)
  }
  const histories = await readHistories(ground.db.read, own)
  expect(own.map((who) => histories.get(who)?.tests)).toEqual(
    own.map((who, at) => [
      { residentId: who, sampleId, resultId: who, outcome: 'negative', sampledAt: hour(at).toISOString(), pooled: true },
    ]),
  )
})

test('negatives that a former version kept one by one are kept by tube, each history as it was', async () => {
  const name = `negatives_${process.pid}`
  const maintenance = new pg.Client({ connectionString: inject('testMaintenanceUrl') })
  await maintenance.connect()
  await maintenance.query(`create database ${name}`)
  const url = Object.assign(new URL(inject('testMaintenanceUrl')), { pathname: `/${name}` }).href
  const migrations = join(import.meta.dirname, '../../../migrations')
  const folder = mkdtempSync(join(tmpdir(), 'evergate-negatives-'))
  const log = { info: () => undefined }
  try {
    for (const file of readdirSync(migrations).filter((file) => file < '0033')) copyFileSync(join(migrations, file), join(folder, file))
    await migrate(url, { log, folder })
    const before = await writeFormer(url)
    await migrate(url, { log })
    const database = createDatabase({ url, name: 'test', connectionsMax: 1, statementTimeoutMs: 10_000 })
    const histories = await readHistories(database.read, people)
    expect(people.map((who) => histories.get(who)!.tests)).toEqual(before)
    const { rows } =
      await sql`select tube_code, sample_ids, (select array_agg(resident_id order by resident_id) from decisions.first_word) as others
      from decisions.negative_result`.execute(database.read)
    expect(rows).toEqual([{ tube_code: 'TUBE-0001', sample_ids: [0, 1].map(sampleOf).toSorted(), others: people.slice(2) }])
    await database.close()
  } finally {
    rmSync(folder, { recursive: true })
    await maintenance.query(`drop database if exists ${name} with (force)`)
    await maintenance.end()
  }
})

/** In one negative tube: two of whom nothing else is known, one whose result was corrected. In one of another outcome: a fourth. */
const people = [1, 2, 3, 4].map((n) => `01890000-0000-7000-8000-00000000000${n}`)

const sampleOf = (at: number): string => uuidFrom(`sample ${at}`)

async function writeFormer(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const tests = people.map((residentId, at) => ({
    residentId,
    sampleId: sampleOf(at),
    resultId: uuidFrom(at < 3 ? 'negative' : 'invalid'),
    outcome: at < 3 ? 'negative' : 'invalid',
    sampledAt: hour(at).toISOString(),
    pooled: true,
  }))
  for (const [at, one] of tests.entries()) {
    const tubeCode = at < 3 ? 'TUBE-0001' : 'TUBE-0002'
    await client.query('insert into sampling.tube (tube_code) values ($1) on conflict do nothing', [tubeCode])
    await client.query(
      `insert into sampling.tube_swabs (site_id, tube_code, sample_ids, resident_ids, sampled_ats, identified_by)
       values ($1, $2, array[$3::uuid], array[$1::uuid], array[$4::timestamptz], '{phone_pass}')
       on conflict (tube_code) do update set sample_ids = tube_swabs.sample_ids || excluded.sample_ids,
         resident_ids = tube_swabs.resident_ids || excluded.resident_ids, sampled_ats = tube_swabs.sampled_ats || excluded.sampled_ats,
         identified_by = tube_swabs.identified_by || excluded.identified_by`,
      [one.residentId, tubeCode, one.sampleId, one.sampledAt],
    )
    await client.query('insert into sampling.sample_of_resident (resident_id, tube_code, sampled_at) values ($1, $2, $3)', [
      one.residentId,
      tubeCode,
      one.sampledAt,
    ])
    await client.query(
      'insert into decisions.test_result (resident_id, sample_id, result_id, outcome, sampled_at, pooled) values ($1, $2, $3, $4, $5, $6)',
      [one.residentId, one.sampleId, one.resultId, one.outcome, one.sampledAt, one.pooled],
    )
    await client.query('insert into decisions.applied_tube values ($1, $2, $3, 3) on conflict do nothing', [
      tubeCode,
      one.resultId,
      hour(9),
    ])
  }
  await client.query(
    `insert into decisions.evidence (resident_id, evidence_id, kind, observed_at, data, source, corrects, recorded_at)
     values ($1, $2, 'withdrawal', $3, '{"reason": "swab_taken_out"}', 'sampling', $4, $3)`,
    [people[2], uuidFrom('withdrawal'), hour(9), uuidFrom('evidence')],
  )
  await client.end()
  return tests.map((one) => [one])
}
