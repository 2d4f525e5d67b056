/**
 * Goal: a positive overtakes any number of negatives, a correction too, and waits for no older transaction; and two who look at one tube at once end as
 * if one had looked after the other.
 * Method: a queue of released negatives, then one positive; each reader runs once. A transaction that holds a tube while another, which knows more,
 * wants it. (Leaving out the queue of urgent results, its being read early, or the tube's lock, makes it red.)
 */
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { until } from '../../platform/clock.ts'
import { consumeOnce } from '../../platform/outbox/consumer.ts'
import { createOutboxNews } from '../../platform/outbox/news.ts'
import { lockWaiters } from '../../testing/lock-waiters.ts'
import { consumeAll, createTestGround, type TestGround, testCtx } from '../../testing/test-server.ts'
import { applyTubes } from './apply-tubes.command.ts'
import { decisionsSlice, publishExampleRuleSets, readStatuses, recomputeAll } from './index.ts'
import { createTubeWorld, hour, type TubeWorld } from './testing.ts'

const slices = [decisionsSlice({ utcOffsetHours: 8 })]
const consumers = slices.flatMap((slice) => slice.consumers ?? [])
let ground: TestGround

beforeAll(async () => {
  ground = await createTestGround()
  await publishExampleRuleSets(ground)
  ground.clock.set(hour(100))
})

const colourOf = async ({ residentId }: TubeWorld) => (await readStatuses(ground.db.read, [residentId]))[0]?.colour

async function sampled(name: string): Promise<TubeWorld> {
  const world = createTubeWorld(ground, slices, name)
  await world.arrive({ opened: 'P', kind: 'ten' })
  await world.arrive({ swab: 'a', in: 'P', at: 0 })
  return world
}

/** Every reader, once each, as soon as the horizon of the whole PostgreSQL lets something through. */
async function everyReaderOnce(): Promise<void> {
  await until(async () => {
    let handled = 0
    for (const reader of consumers) handled += await consumeOnce(ground, reader, new AbortController().signal)
    return handled > 0
  }, 10_000)
}

test('a positive and a correction are on their codes while all negatives before them wait', async () => {
  const negatives = await Promise.all(Array.from({ length: 12 }, (_, at) => sampled(`negative ${at}`)))
  const [positive, corrected] = [await sampled('positive'), await sampled('corrected')]
  await corrected.arrive({ result: 'r', of: 'P', outcome: 'negative', at: 5 })
  await consumeAll(ground, slices)
  for (const world of negatives) await world.arrive({ result: 'r', of: 'P', outcome: 'negative', at: 5 })
  await positive.arrive({ result: 'r', of: 'P', outcome: 'positive', at: 6 })
  await corrected.arrive({ result: 'c', of: 'P', outcome: 'positive', at: 6, corrects: 'r' })
  await until(async () => {
    await everyReaderOnce()
    return (await colourOf(positive)) !== undefined
  }, 10_000)
  expect(await colourOf(positive)).toBe('yellow')
  expect(await colourOf(corrected)).toBe('yellow')
  expect((await Promise.all(negatives.map(colourOf))).filter((colour) => colour !== undefined).length).toBeLessThan(negatives.length)
  await consumeAll(ground, slices)
  expect(await Promise.all(negatives.map(colourOf))).toEqual(negatives.map(() => 'green'))
  expect((await recomputeAll(ground.db)).differing).toEqual([])
})

test('a positive is on its code while an older transaction runs that nobody else gets past', async () => {
  const [positive, negative] = [await sampled('early'), await sampled('not early')]
  await consumeAll(ground, slices)
  const news = createOutboxNews(ground.db)
  await ground.db.transaction(async (older) => {
    await sql`select pg_current_xact_id()`.execute(older)
    await negative.arrive({ result: 'r', of: 'P', outcome: 'negative', at: 5 })
    await positive.arrive({ result: 'r', of: 'P', outcome: 'positive', at: 6 })
    for (let turn = 0; turn < 3; turn++)
      for (const reader of consumers) await consumeOnce(ground, reader, new AbortController().signal, news)
    expect(await colourOf(positive)).toBe('yellow')
    expect(await colourOf(negative)).toBeUndefined()
  })
  await consumeAll(ground, slices)
  expect(await colourOf(negative)).toBe('green')
  expect((await recomputeAll(ground.db)).differing).toEqual([])
})

test('who looks at a tube waits for whoever is at it, and then sees all they wrote', async () => {
  const world = await sampled('at once')
  const ctx = testCtx(ground)
  const apply = () => ground.db.transaction((tx) => applyTubes(tx, ctx, [world.tubeCode('P')]))
  await world.arrive({ result: 'r', of: 'P', outcome: 'negative', at: 5 })
  let second: Promise<void> | undefined
  await ground.db.transaction(async (tx) => {
    await applyTubes(tx, ctx, [world.tubeCode('P')])
    await world.arrive({ result: 'c', of: 'P', outcome: 'positive', at: 6, corrects: 'r' })
    second = apply()
    await lockWaiters(ground, 1)
  })
  await second
  expect(await colourOf(world)).toBe('yellow')
  expect((await recomputeAll(ground.db)).differing).toEqual([])
  const { rows } = await sql`
    select kind, corrects is not null as corrects from decisions.evidence where resident_id = ${world.residentId}`.execute(ground.db.read)
  expect(rows).toEqual([{ kind: 'test_result', corrects: true }])
})
