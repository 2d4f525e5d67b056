/**
 * Goal: statements that come often are planned once, names never grow without bound, and a table changed by a migration under a running server is no
 * error to anybody. Method: the register by itself, then a pool with one connection on a real database.
 */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../../testing/test-database.ts'
import { createDatabase } from './database.ts'
import { createStatementNames } from './statement-names.ts'

test('a text gets its name when it has come some times, and keeps it', () => {
  const { nameOf } = createStatementNames()
  expect([1, 2, 3].map(() => nameOf('select 1'))).toEqual([undefined, undefined, undefined])
  const name = nameOf('select 1')
  expect(name).toMatch(/^evergate_/)
  expect([nameOf('select 1'), nameOf('select 2')]).toEqual([name, undefined])
})

test('there are never more names than allowed, and names are not used twice', () => {
  const { nameOf, renew } = createStatementNames({ named: 2, met: 3, textMax: 10, metBefore: 0 })
  const first = nameOf('one')!
  expect([nameOf('two'), nameOf('three'), nameOf('far too long')]).toEqual([expect.any(String), undefined, undefined])
  renew(first)
  const again = nameOf('one')
  expect(again).not.toBe(first)
  renew(first)
  expect(nameOf('one')).toBe(again)
})

test('a column added under a named statement is seen at the next call, outside a transaction and inside one', async () => {
  const { url } = await createTestDatabase()
  const db = createDatabase({ url, name: 'test', connectionsMax: 1, statementTimeoutMs: 5_000, namesStatements: true })
  try {
    const planned = async () =>
      (await sql<{ n: number }>`select count(*)::int as n from pg_prepared_statements`.execute(db.read)).rows[0]!.n
    const within = db.within(new AbortController().signal)
    const all = sql<Record<string, unknown>>`select * from public.changing where one = ${1}`
    await sql`create table public.changing as select 1 as one`.execute(db.read)
    for (let i = 0; i < 6; i++) expect((await all.execute(within.read)).rows).toEqual([{ one: 1 }])
    expect(await planned()).toBe(1)
    await sql`alter table public.changing add column two int default 2`.execute(db.read)
    expect((await all.execute(within.read)).rows).toEqual([{ one: 1, two: 2 }])
    for (let i = 0; i < 6; i++) await all.execute(within.read)
    await sql`alter table public.changing add column three int default 3`.execute(db.read)
    expect((await within.transaction(async (tx) => all.execute(tx))).rows).toEqual([{ one: 1, two: 2, three: 3 }])
  } finally {
    await db.close()
  }
})
