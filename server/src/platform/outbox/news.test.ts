/**
 * Goal: a consumer that asks for news first handles everything that one without does, also what commits late; and where nothing is new it is not asked to look.
 * Method: real PostgreSQL; a transaction held open across another's commit and across a look. (Comparing the newest event with the newest one seen, instead of
 * with the horizon, turns the first test red; comparing numbers of transactions by their spelling the last.)
 */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createTestGround } from '../../testing/test-server.ts'
import { until } from '../clock.ts'
import type { Ground } from '../context.ts'
import { consumeOnce, consumer } from './consumer.ts'
import { emit } from './emit.ts'
import { createOutboxNews } from './news.ts'

declare module './emit.ts' {
  interface EventPayloads {
    'test.news': { readonly n: number }
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
  expect(await news.isNews('quiet')).toBe(true)
  const isQuiet = async (): Promise<boolean> => {
    await consumeOnce(ground, reader, signal, news)
    return !(await news.isNews('quiet'))
  }
  expect(await until(isQuiet, 10_000)).toBe(true)
  await ground.db.transaction((tx) => emit(tx, 'test.news', { n: 1 }))
  expect(await until(() => news.isNews('quiet'), 10_000)).toBe(true)
  expect(await until(isQuiet, 10_000)).toBe(true)
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
