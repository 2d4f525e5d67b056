/**
 * Goal: a connection that PostgreSQL ends is one caller's trouble and nobody else's: not the process's. Method: real PostgreSQL ends the connection of a
 * transaction between two statements, as it does with one that was idle too long while the database stood still.
 */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../../testing/test-database.ts'
import { Unavailable } from '../unavailable.ts'
import { createDatabase, type Database } from './database.ts'

/** Runs a transaction whose connection ends between its statements; resolves when the transaction has. */
async function cutOff(db: Database, other: Database): Promise<unknown> {
  return db.transaction(async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    const [{ pid }] = rows as [{ pid: number }]
    await sql`select pg_terminate_backend(${pid}, 5000)`.execute(other.read)
    await new Promise(setImmediate) // the socket says so before anybody asks
    return sql`select 1`.execute(tx)
  })
}

test('a connection that ends inside a transaction makes it unavailable, and the next one works', async () => {
  const { url } = await createTestDatabase()
  const open = (name: string) => createDatabase({ url, name, connectionsMax: 1, statementTimeoutMs: 10_000 })
  const [db, other] = [open('cut'), open('cutting')]
  try {
    for (const one of [db, db.within(new AbortController().signal)]) {
      await expect(cutOff(one, other)).rejects.toBeInstanceOf(Unavailable)
      expect(await one.transaction(async (tx) => (await sql`select 1`.execute(tx)).rows.length)).toBe(1)
    }
  } finally {
    await Promise.all([db.close(), other.close()])
  }
})
