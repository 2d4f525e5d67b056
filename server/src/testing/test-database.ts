// A database of its own for a test: real PostgreSQL, migrated, empty, gone when the test file ends. Must not be used outside tests.
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { TEMPLATE_DATABASE } from './global-setup.ts'

/** Connection string of the database; `drop` ends its connections and removes it (called by itself after the last test of the file). */
export type TestDatabase = { url: string; drop(): Promise<void> }

const open = new Set<TestDatabase>()

/** Clones the migrated template. Call it in beforeAll, beforeEach or a test. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`
  await maintain(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE_DATABASE} STRATEGY file_copy`) // 66 ms; wal_log, the default, 114 ms
  const url = new URL(inject('testMaintenanceUrl'))
  url.pathname = `/${name}`
  const database: TestDatabase = {
    url: url.href,
    drop: async () => {
      if (open.delete(database)) await maintain(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    },
  }
  open.add(database)
  return database
}

afterAll(async () => {
  for (const database of open) await database.drop()
})

async function maintain(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('testMaintenanceUrl') })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
