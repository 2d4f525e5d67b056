// Goal: a test gets a database of its own, migrated, that no other test sees, and it is gone afterwards.
// Method: clone two databases, write into one, look into the other; drop one under an open connection.
import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from './test-database.ts'

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('two test databases are migrated and apart', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()])
  await query(one.url, 'CREATE TABLE public.mark (n int)')
  expect(await query(one.url, "SELECT to_regclass('platform.migration')::text AS t")).toEqual([{ t: 'platform.migration' }])
  expect(await query(other.url, "SELECT to_regclass('public.mark') AS t")).toEqual([{ t: null }])
})

test('a dropped test database is gone, even while somebody is connected', async () => {
  const database = await createTestDatabase()
  const client = new pg.Client({ connectionString: database.url })
  client.on('error', () => undefined)
  await client.connect()
  await database.drop()
  await expect(query(database.url, 'SELECT 1')).rejects.toThrow(/does not exist/)
})

test('ordering and case follow Unicode code points, not the machine', async () => {
  const { url } = await createTestDatabase()
  const rows = await query(
    url,
    "SELECT datlocprovider AS p, datlocale AS l, upper('é') AS u FROM pg_database WHERE datname = current_database()",
  )
  expect(rows).toEqual([{ p: 'b', l: 'C.UTF-8', u: 'É' }])
})
