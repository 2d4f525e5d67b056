/**
 * Goal: in a real database too, colours follow from what is known about tubes, whatever became known first, however often it is told, and stored
 * decisions stay what their evidence gives.
 * Method: every pool case in its own order, backwards, and shuffled, the consumers let loose after each arrival or only at the end; a batch larger than a portion.
 */
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { emit } from '../../platform/outbox/emit.ts'
import { consumeAll, createTestGround, type TestGround } from '../../testing/test-server.ts'
import { readAppliedTubes } from './applied-tubes.query.ts'
import { decisionsSlice, publishExampleRuleSets, readStatuses, recomputeAll } from './index.ts'
import { type Arrival, createTubeWorld, hour, poolCases } from './testing.ts'

const slices = [decisionsSlice({ utcOffsetHours: 8 })]
let ground: TestGround

beforeAll(async () => {
  ground = await createTestGround()
  await publishExampleRuleSets(ground)
  ground.clock.set(hour(100))
})

const ways: readonly { name: string; order: (arrivals: readonly Arrival[]) => readonly Arrival[]; each: boolean }[] = [
  { name: 'as told', order: (arrivals) => arrivals, each: true },
  { name: 'backwards', order: (arrivals) => arrivals.toReversed(), each: true },
  {
    name: 'shuffled',
    order: (arrivals) => fc.sample(fc.shuffledSubarray([...arrivals], { minLength: arrivals.length }), { numRuns: 1, seed: 7 })[0]!,
    each: false,
  },
]

test.each(ways)('every case ends in its colour: $name', async ({ name, order, each }) => {
  const ended = new Map<string, unknown>()
  const worlds = poolCases.map((one) => ({ ...one, world: createTubeWorld(ground, slices, `${name}, ${one.name}`) }))
  const stepsMax = Math.max(...poolCases.map((one) => one.arrivals.length))
  for (let step = 0; step < stepsMax; step += 1) {
    for (const { world, arrivals } of worlds) {
      const next = order(arrivals)[step]
      if (next !== undefined) await world.arrive(next)
    }
    if (each) await consumeAll(ground, slices)
  }
  await consumeAll(ground, slices)
  const statuses = await readStatuses(
    ground.db.read,
    worlds.map(({ world }) => world.residentId),
  )
  for (const one of worlds) {
    const status = statuses.find(({ residentId }) => residentId === one.world.residentId)
    ended.set(one.name, {
      colour: status?.colour ?? 'green',
      rules: status?.findings.map((finding) => finding.ruleId) ?? [],
      lastNegativeAt: status?.lastNegativeAt ?? null,
    })
  }
  expect(Object.fromEntries(ended)).toEqual(
    Object.fromEntries(
      poolCases.map(({ name: title, expect: { colour, rules, lastNegative } }) => [
        title,
        { colour, rules, lastNegativeAt: lastNegative === null ? null : hour(lastNegative).toISOString() },
      ]),
    ),
  )
  expect((await recomputeAll(ground.db)).differing).toEqual([])
})

test('told again, nothing is added, decided or said', async () => {
  const world = createTubeWorld(ground, slices, 'again')
  for (const arrival of poolCases.find((one) => one.name.startsWith('correction of a correction'))!.arrivals) await world.arrive(arrival)
  await world.settle()
  const count = async (): Promise<unknown> =>
    (
      await sql`select (select count(*) from decisions.evidence) + (select count(*) from decisions.first_word)
        + (select sum(cardinality(sample_ids)) from decisions.negative_result) as rows, (select sum(version) from decisions.colour) as versions,
        (select count(*) from platform.outbox_event where type <> 'sampling.tubes_changed') as events`.execute(ground.db.read)
    ).rows[0]
  const before = await count()
  for (let time = 0; time < 3; time += 1)
    await ground.db.transaction((tx) => emit(tx, 'sampling.tubes_changed', { tubeCodes: [world.tubeCode('P'), 'NO-SUCH-TUBE'] }))
  await world.settle()
  expect(await count()).toEqual(before)
})

test('it is known for which tubes the result is on the codes, since when, and for how many', async () => {
  const world = createTubeWorld(ground, slices, 'applied')
  const applied = async () => (await readAppliedTubes(ground.db.read, [world.tubeCode('P')])).get(world.tubeCode('P'))
  await world.arrive({ opened: 'P', kind: 'ten' })
  await world.arrive({ swab: 'a', in: 'P', at: 0 })
  await world.arrive({ result: 'r', of: 'P', outcome: 'negative', at: 5 })
  await world.settle()
  const since = ground.clock.now()
  expect(await applied()).toEqual({ appliedAt: since, swabs: 1 })
  ground.clock.advance(60_000)
  await world.arrive({ swab: 'b', in: 'P', at: 0, by: 'somebody else' })
  await world.settle()
  expect(await applied()).toEqual({ appliedAt: since, swabs: 2 })
  await world.arrive({ result: 'c', of: 'P', outcome: 'positive', at: 6, corrects: 'r' })
  await world.settle()
  expect(await applied()).toEqual({ appliedAt: ground.clock.now(), swabs: 2 })
  await world.arrive({ result: 'd', of: 'P', outcome: 'negative', at: 7, corrects: 'c' })
  await world.arrive({ questioned: 'P' })
  await world.settle()
  expect(await applied()).toBeUndefined()
})

test('a batch of many tubes reaches everybody, in portions that each keep what they did', async () => {
  const [tubes, swabs] = [1_203, 3]
  const batchId = ground.ids.uuid()
  await sql`insert into sampling.tube (tube_code, pool, opened_at, site_id, device_id, swabs)
    select 'MANY-' || n, 'ten', ${hour(0)}, ${batchId}, ${batchId}, ${swabs} from generate_series(1, ${tubes}::int) n`.execute(
    ground.db.read,
  )
  await sql`insert into sampling.tube_swabs (tube_code, sample_ids, resident_ids, site_id, sampled_ats, identified_by)
    select 'MANY-' || n, array_agg(gen_random_uuid()), array_agg(gen_random_uuid()), ${batchId}, array_agg(${hour(1)}::timestamptz),
      array_agg('phone_pass'::sampling.identification)
    from generate_series(1, ${tubes}::int) n, generate_series(1, ${swabs}::int) group by n`.execute(ground.db.read)
  await sql`insert into results.batch (batch_id, kind, laboratory_id, file_id, uploaded_by, uploaded_at, rows, positives, invalids, state, decided_by, decided_at)
    values (${batchId}, 'results', ${batchId}, ${batchId}, ${ground.ids.uuid()}, now(), ${tubes}, 0, 0, 'released', ${batchId}, now())`.execute(
    ground.db.read,
  )
  await sql`insert into results.tube_result (tube_code, result_id, batch_id, outcome, tested_at)
    select 'MANY-' || n, gen_random_uuid(), ${batchId}, 'negative', ${hour(5)} from generate_series(1, ${tubes}::int) n`.execute(
    ground.db.read,
  )
  await ground.db.transaction((tx) => emit(tx, 'results.released', { batchId }))
  await consumeAll(ground, slices)
  const { rows } = await sql<{ negative: string; events: string; largest: string }>`
    select (select count(*) from decisions.negative_result as said join sampling.swab using (tube_code) join decisions.colour using (resident_id)
        where tube_code like 'MANY-%' and sample_id = any(sample_ids) and colour = 'green' and colour.version > 0) as negative,
      count(*) as events, max(jsonb_array_length(payload->'tubeCodes')) as largest
    from platform.outbox_event where type = 'decisions.results_applied' and payload->'tubeCodes'->>0 like 'MANY-%'`.execute(ground.db.read)
  expect(rows[0]).toMatchObject({ negative: String(tubes * swabs) })
  expect(Number(rows[0]!.events)).toBeGreaterThan(tubes / 500)
  expect(Number(rows[0]!.largest)).toBeLessThanOrEqual(500)
})
