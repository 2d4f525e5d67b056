/**
 * Goal: a consumer that asks for news first handles everything that one without does, also what commits late; and where nothing is new it is not asked to look.
 * Method: real PostgreSQL; a transaction held open across another's commit and across a look. (Comparing the newest event with the newest one seen, instead of
 * with the horizon, turns the first test red; comparing numbers of transactions by their spelling the last; waiting for
 * older transactions the one of what is urgent; not forgetting, or by the spelling, the one of two servers.)
 */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createTestGround } from '../../testing/test-server.ts'
import { until } from '../clock.ts'
import type { Ground } from '../context.ts'
import { type Consumer, consumeOnce, consumer, readBacklogs } from './consumer.ts'
import { emit } from './emit.ts'
import { createOutboxNews, type OutboxNews } from './news.ts'

declare module './emit.ts' {
  interface EventPayloads {
    'test.news': { readonly n: number }
    'test.of_others': Record<string, never>
  }
}

const signal = new AbortController().signal

/** A transaction that has written its event, and ends when told. */
async function hold(ground: Ground, n: number): Promise<() => Promise<void>> {
  let end = (): void => undefined
  const told = new Promise<void>((resolve) => {
    end = resolve
  })
  let wrote = (): void => undefined
  const written = new Promise<void>((resolve) => {
    wrote = resolve
  })
  const done = ground.db.transaction(async (tx) => {
    await emit(tx, 'test.news', { n })
    wrote()
    await told
  })
  await written
  return async () => {
    end()
    await done
  }
}

test('an event that commits after a look that found nothing is news, whatever was committed before it', async () => {
  const ground = await createTestGround()
  const news = createOutboxNews(ground.db, Number.POSITIVE_INFINITY)
  const seen: number[] = []
  const reader = consumer('news', 'test.news', async (_tx, { n }) => void seen.push(n))
  const release = await hold(ground, 1)
  await ground.db.transaction((tx) => emit(tx, 'test.news', { n: 2 }))
  expect(await consumeOnce(ground, reader, signal, news)).toBe(0) // 2 is committed, but 1 still runs below it
  await release()
  expect(
    await until(async () => {
      await consumeOnce(ground, reader, signal, news)
      return seen.length === 2
    }, 10_000),
  ).toBe(true)
  expect(seen).toEqual([1, 2])
})

test('where nothing came since a look that found nothing, there is no news; what comes is news', async () => {
  const ground = await createTestGround()
  const news = createOutboxNews(ground.db, Number.POSITIVE_INFINITY)
  const reader = consumer('quiet', 'test.news', async () => undefined)
  expect(await news.isNews('quiet', reader.types)).toBe(true)
  const isQuiet = async (): Promise<boolean> => {
    await consumeOnce(ground, reader, signal, news)
    return !(await news.isNews('quiet', reader.types))
  }
  expect(await until(isQuiet, 10_000)).toBe(true)
  await ground.db.transaction((tx) => emit(tx, 'test.of_others', {}))
  await ground.db.transaction((tx) => emit(tx, 'test.news', { n: 1 }))
  expect(await until(() => news.isNews('quiet', reader.types), 10_000)).toBe(true)
  expect(await until(isQuiet, 10_000)).toBe(true)
})

test('what comes for others is no news', async () => {
  const ground = await createTestGround()
  const news = createOutboxNews(ground.db, Number.POSITIVE_INFINITY)
  const [reader, other] = [consumer('mine', 'test.news', async () => undefined), consumer('other', 'test.of_others', async () => undefined)]
  for (const one of [reader, other]) await consumeOnce(ground, one, signal, news)
  await ground.db.transaction((tx) => emit(tx, 'test.of_others', {}))
  expect(await until(() => news.isNews(other.name, other.types), 10_000)).toBe(true)
  expect(await news.isNews(reader.name, reader.types)).toBe(false)
})

test('what is urgent is handled while older transactions run, once, and the cursor follows', async () => {
  const ground = await createTestGround()
  const news = createOutboxNews(ground.db, Number.POSITIVE_INFINITY)
  const seen: number[] = []
  const reader: Consumer = { ...consumer('early', 'test.news', async (_tx, { n }) => void seen.push(n)), eventsMax: 1, early: true }
  const isThrough = async (): Promise<boolean> => (await consumeOnce(ground, reader, signal, news)) === 0
  const release = await hold(ground, 1)
  for (const n of [2, 3]) await ground.db.transaction((tx) => emit(tx, 'test.news', { n }))
  expect(await until(async () => (await isThrough()) && seen.length === 2, 10_000)).toBe(true)
  await release()
  const isPassed = async (): Promise<boolean> => (await isThrough()) && (await readBacklogs(ground, [reader]))[0]?.behind === 0
  expect(await until(isPassed, 10_000)).toBe(true)
  expect(seen).toEqual([2, 3, 1])
  expect(news.handledEarly('early').size).toBe(0)
})

test('what was handled early by another process, or before a restart, comes once more', async () => {
  const ground = await createTestGround()
  const seen: number[] = []
  const reader: Consumer = { ...consumer('restarted', 'test.news', async (_tx, { n }) => void seen.push(n)), early: true }
  const release = await hold(ground, 1)
  await ground.db.transaction((tx) => emit(tx, 'test.news', { n: 2 }))
  for (let start = 0; start < 2; start++) await consumeOnce(ground, reader, signal, createOutboxNews(ground.db))
  expect(seen).toEqual([2, 2])
  await release()
})

test('of what one server handled early, it forgets what another has passed', async () => {
  const ground = await createTestGround()
  const servers = [0, 1].map(() => createOutboxNews(ground.db, Number.POSITIVE_INFINITY)) as [OutboxNews, OutboxNews]
  const [idle, busy] = servers
  const seen: number[] = []
  const reader: Consumer = { ...consumer('shared', 'test.news', async (_tx, { n }) => void seen.push(n)), early: true }
  const early = idle.handledEarly(reader.name)
  const release = await hold(ground, 1)
  for (const n of [2, 3]) await ground.db.transaction((tx) => emit(tx, 'test.news', { n }))
  for (const news of servers) expect(await consumeOnce(ground, reader, signal, news)).toBe(2)
  expect(early.size).toBe(2)
  early.set('0', 9n).set('1000', 10n ** 15n) // of a transaction long before, whose number is spelt after that of the cursor, and of one to come
  await release()
  const isPassed = async (): Promise<boolean> =>
    (await consumeOnce(ground, reader, signal, busy)) === 0 && (await readBacklogs(ground, [reader]))[0]?.behind === 0
  expect(await until(isPassed, 10_000)).toBe(true)
  expect(await consumeOnce(ground, reader, signal, idle)).toBe(0)
  expect([...early.keys()]).toEqual(['1000'])
  expect(seen).toEqual([2, 3, 2, 3, 1])
})

test('a later transaction is newer, whatever its number begins with', async () => {
  const ground = await createTestGround()
  const news = createOutboxNews(ground.db, Number.POSITIVE_INFINITY)
  const seen: number[] = []
  const reader = consumer('later', 'test.news', async (_tx, { n }) => void seen.push(n))
  await sql`
    insert into platform.outbox_event (txid, type, payload)
    select txid::xid8, 'test.news', '{"n":0}' from unnest(array['9', '99', '999', '9999', '99999']) as txid
    where txid::xid8 < pg_current_xact_id()`.execute(ground.db.read)
  const isThrough = async (): Promise<boolean> => (await consumeOnce(ground, reader, signal, news)) === 0 && seen.length > 0
  expect(await until(isThrough, 10_000)).toBe(true)
  await ground.db.transaction((tx) => emit(tx, 'test.news', { n: 1 }))
  const isHeard = async (): Promise<boolean> => {
    await consumeOnce(ground, reader, signal, news)
    return seen.includes(1)
  }
  expect(await until(isHeard, 10_000)).toBe(true)
})
