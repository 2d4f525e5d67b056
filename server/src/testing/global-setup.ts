// Runs once per test run, before any test: a throwaway PostgreSQL with a migrated template database. Must not be imported by tests;
// they call createTestDatabase.
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../platform/db/migrate.ts'
import { startTestCluster } from './test-cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the maintenance database of the throwaway cluster. */
    testMaintenanceUrl: string
  }
}

/** Name of the migrated database that every test database is a copy of. */
export const TEMPLATE_DATABASE = 'template_evergate'

/** Called by Vitest; what it returns is called at the end of the run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startTestCluster()
  try {
    await makeTemplate(cluster.urlOf('postgres'), cluster.urlOf(TEMPLATE_DATABASE))
  } catch (error) {
    await cluster.stop()
    throw error
  }
  project.provide('testMaintenanceUrl', cluster.urlOf('postgres'))
  return cluster.stop
}

async function makeTemplate(maintenanceUrl: string, templateUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenanceUrl })
  await client.connect()
  try {
    await client.query(`CREATE DATABASE ${TEMPLATE_DATABASE}`)
    await migrate(templateUrl, { log: { info: () => undefined } })
    await client.query(`ALTER DATABASE ${TEMPLATE_DATABASE} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`)
  } finally {
    await client.end()
  }
}
