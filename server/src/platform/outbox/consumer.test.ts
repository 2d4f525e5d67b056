/**
 * Goal: no event is skipped, lost or handled by two servers, whatever commits late and whatever throws.
 * Method: real PostgreSQL; a transaction held open across another's commit; two readers at once; a handler that throws once.
 */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createTestGround, testStart } from '../../testing/test-server.ts'
import { until } from '../clock.ts'
import type { Ground } from '../context.ts'
import { type Consumer, consumeOnce, consumer, readBacklogs, trimOutbox } from './consumer.ts'
import { emit } from './emit.ts'

declare module './emit.ts' {
  interface EventPayloads {
    'test.happened': { readonly n: number }
    'test.elsewhere': Record<string, never>
  }
}

const signal = new AbortController().signal

/** Consumes so many events, as soon as the horizon of the whole PostgreSQL, which other tests hold back for moments, lets them through: perhaps one by one. */
async function consumeSoon(ground: Ground, reader: Consumer, count = 1): Promise<number> {
  let handled = 0
  await until(async () => {
    handled += await consumeOnce(ground, reader, signal)
    return handled >= count
  }, 10_000)
  return handled
}

function collector(name: string): { reader: Consumer; seen: number[] } {
  const seen: number[] = []
  const reader = consumer(name, 'test.happened', async (_tx, { n }) => {
    seen.push(n)
  })
  return { reader, seen }
}

test('an event of a transaction that commits late is delivered, in the order of transactions', async () => {
  const ground = await createTestGround()
  const { reader, seen } = collector('late')
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let started = (): void => undefined
  const began = new Promise<void>((resolve) => {
    started = resolve
  })
  const early = ground.db.transaction(async (tx) => {
    await emit(tx, 'test.happened', { n: 1 })
    started()
    await held
  })
  await began
  await ground.db.transaction((tx) => emit(tx, 'test.happened', { n: 2 }))
  await consumeOnce(ground, reader, signal)
  expect(seen).toEqual([]) // 2 is committed, but 1 still runs below it
  release()
  await early
  await consumeSoon(ground, reader, 2)
  expect(seen).toEqual([1, 2])
})

test('two readers of one consumer never handle the same event', async () => {
  const ground = await createTestGround()
  const { reader, seen } = collector('twice')
  for (let n = 0; n < 50; n++) await ground.db.transaction((tx) => emit(tx, 'test.happened', { n }))
  await consumeSoon(ground, reader)
  for (let round = 0; round < 5; round++) await Promise.all([1, 2, 3, 4].map(() => consumeOnce(ground, reader, signal)))
  await consumeSoon(ground, reader, 50 - seen.length)
  expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => n))
})

test('a handler that throws loses nothing, waits, and is seen to be behind', async () => {
  const ground = await createTestGround()
  let broken = true
  const seen: number[] = []
  const reader = consumer('throws', 'test.happened', async (_tx, { n }) => {
    if (broken) throw new Error('broken')
    seen.push(n)
  })
  await ground.db.transaction((tx) => emit(tx, 'test.happened', { n: 7 }))
  await expect(consumeSoon(ground, reader)).rejects.toThrow('broken')
  expect(await readBacklogs(ground, [reader])).toEqual([{ consumer: 'throws', behind: 1, failed: 'Error' }])
  broken = false
  expect(await consumeOnce(ground, reader, signal)).toBe(0) // it waits before it tries again
  ground.clock.set(new Date(new Date(testStart).getTime() + 120_000))
  expect(await consumeSoon(ground, reader)).toBe(1)
  expect(seen).toEqual([7])
})

test('what a handler wrote is undone with it', async () => {
  const ground = await createTestGround()
  const reader = consumer('undone', 'test.happened', async (tx) => {
    await sql`insert into platform.setting (name, value) values ('half', 'done')`.execute(tx)
    throw new Error('after writing')
  })
  await ground.db.transaction((tx) => emit(tx, 'test.happened', { n: 1 }))
  await expect(consumeSoon(ground, reader)).rejects.toThrow('after writing')
  const { rows } = await sql`select 1 from platform.setting where name = 'half'`.execute(ground.db.read)
  expect(rows).toEqual([])
})

const readCursor = async (ground: Awaited<ReturnType<typeof createTestGround>>, name: string) =>
  (
    await sql<{ row: string; txid: string }>`
      select xmin || ' ' || xmax as row, txid::text from platform.outbox_cursor where consumer = ${name}`.execute(ground.db.read)
  ).rows[0]

test('a reader with nothing to do writes nothing and takes no lock', async () => {
  const ground = await createTestGround()
  const { reader, seen } = collector('idle')
  await ground.db.transaction((tx) => emit(tx, 'test.happened', { n: 1 }))
  await consumeSoon(ground, reader)
  const before = await readCursor(ground, 'idle')
  for (let i = 0; i < 3; i++) expect(await consumeOnce(ground, reader, signal)).toBe(0)
  expect(await readCursor(ground, 'idle')).toEqual(before)
  expect(seen).toEqual([1])
})

test('a reader of rare events moves over the others, loses none of its own, and lets the outbox be trimmed', async () => {
  const ground = await createTestGround()
  const { reader, seen } = collector('rare')
  await ground.db.transaction((tx) => emit(tx, 'test.elsewhere', {}))
  for (let i = 0; i < 1_100; i++) await sql`select pg_current_xact_id()`.execute(ground.db.read)
  await sql`update platform.outbox_event set created_at = ${new Date('2021-01-01')}`.execute(ground.db.read)
  const left = async () => (await sql`select 1 from platform.outbox_event`.execute(ground.db.read)).rows.length
  await sql`insert into platform.outbox_cursor (consumer, txid, event_id) values ('of a former version', '0', 0)`.execute(ground.db.read)
  await trimOutbox(ground, [reader])
  expect(await left()).toBe(1)
  await until(async () => {
    await consumeOnce(ground, reader, signal)
    await trimOutbox(ground, [reader])
    return (await left()) === 0
  }, 10_000)
  expect(await left()).toBe(0)
  await ground.db.transaction((tx) => emit(tx, 'test.happened', { n: 5 }))
  await consumeSoon(ground, reader)
  expect(seen).toEqual([5])
})

test('a consumer that takes one event a transaction keeps what it did when the next event fails', async () => {
  const ground = await createTestGround()
  const seen: number[] = []
  const reader: Consumer = {
    ...consumer('one-by-one', 'test.happened', async (_tx, { n }) => {
      if (n === 2) throw new Error('not this one')
      seen.push(n)
    }),
    eventsMax: 1,
  }
  for (const n of [1, 2]) await ground.db.transaction((tx) => emit(tx, 'test.happened', { n }))
  expect(await consumeSoon(ground, reader)).toBe(1)
  await expect(until(async () => (await consumeOnce(ground, reader, signal)) > 0, 10_000)).rejects.toThrow('not this one')
  expect(seen).toEqual([1])
  expect(await readBacklogs(ground, [reader])).toMatchObject([{ behind: 1, failed: 'Error' }])
})

test('who takes over from a reader of a former version begins where that one is', async () => {
  const ground = await createTestGround()
  const former = collector('former')
  await ground.db.transaction((tx) => emit(tx, 'test.happened', { n: 1 }))
  await consumeSoon(ground, former.reader)
  const { reader, seen } = collector('latter')
  const latter: Consumer = { ...reader, follows: 'former' }
  expect(await consumeOnce(ground, latter, signal)).toBe(0)
  await ground.db.transaction((tx) => emit(tx, 'test.happened', { n: 2 }))
  await consumeSoon(ground, latter)
  expect([former.seen, seen]).toEqual([[1], [2]])
})
