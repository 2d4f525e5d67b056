// Brings a database to the schema of this build: server/migrations/*.sql, in order, forward only. Must not hold any schema itself.
import { readdir } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import pg from 'pg'
import { StartError } from '../unavailable.ts'

/** Where progress is reported, in sentences for a person. */
export type MigrationLog = { info(line: string): void }

const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../migrations', import.meta.url))
const SCHEMA = 'platform'
const TABLE = 'migration'
const LOCK_KEY = 7_310_482_266 // any number nobody else uses on this database

/**
 * Applies what is missing, in one transaction, and returns the names applied. Processes that start together wait for one another: the first
 * applies, the others find nothing to do. StartError when the database cannot be reached, is newer than this build, or a migration fails.
 */
export async function migrate(databaseUrl: string, options: { log: MigrationLog; folder?: string }): Promise<string[]> {
  const folder = options.folder ?? MIGRATIONS_FOLDER
  const client = await connect(databaseUrl)
  try {
    await waitForLock(client, options.log)
    await refuseUnknown(client, folder)
    const applied = await apply(client, folder)
    if (applied.length > 0) options.log.info(`Database migrated: ${applied.join(', ')}.`)
    return applied
  } finally {
    await client.end() // gives the lock back
  }
}

/** This is the first time the program meets its database, so this is where a wrong DATABASE_URL is explained. */
async function connect(databaseUrl: string): Promise<pg.Client> {
  try {
    const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
    await client.connect()
    return client
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    const place = URL.canParse(databaseUrl) ? `the database at ${new URL(databaseUrl).host}` : 'the database: DATABASE_URL is not a URL'
    throw new StartError(`Cannot connect to ${place} (${message || code}).`)
  }
}

async function waitForLock(client: pg.Client, log: MigrationLog): Promise<void> {
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [LOCK_KEY])
  if (rows[0]?.taken) return
  log.info('Another process is migrating the database; waiting for it.')
  await client.query('SELECT pg_advisory_lock($1)', [LOCK_KEY])
}

async function refuseUnknown(client: pg.Client, folder: string): Promise<void> {
  const known = (await readdir(folder)).filter((file) => file.endsWith('.sql')).map((file) => basename(file, '.sql'))
  const { rows } = await client.query('SELECT to_regclass($1) IS NOT NULL AS present', [`${SCHEMA}.${TABLE}`])
  if (!rows[0].present) return
  const applied = await client.query<{ name: string }>(`SELECT name FROM ${SCHEMA}.${TABLE} ORDER BY id`)
  const unknown = applied.rows.map((row) => row.name).filter((name) => !known.includes(name))
  if (unknown.length === 0) return
  throw new StartError(
    `The database is newer than this Evergate: it has ${unknown.join(', ')}. Start the version that wrote it, or a newer one.`,
  )
}

async function apply(client: pg.Client, folder: string): Promise<string[]> {
  let last = 'none'
  let place = ''
  const listener = {
    info: (line: string) => {
      last = /^### MIGRATION (\S+)/.exec(line)?.[1] ?? last
    },
    warn: () => undefined,
    error: (text: string) => {
      const faulty = /([^\n]*)\n *\^\^\^\^/.exec(text)?.[1] // the library marks the line that PostgreSQL complained about
      if (faulty !== undefined) place = ` in the line: ${faulty.trim()}`
    },
  }
  try {
    const applied = await runner({
      dbClient: client,
      dir: folder,
      direction: 'up',
      migrationsSchema: SCHEMA,
      createMigrationsSchema: true,
      migrationsTable: TABLE,
      ignorePattern: '(?!.*\\.sql$).*',
      singleTransaction: true,
      noLock: true, // ours is held already, and covers the look at unknown migrations too
      logger: listener,
    })
    return applied.map(({ name }) => name)
  } catch (error) {
    throw new StartError(`The database could not be migrated; last tried ${last}: ${(error as Error).message}${place}`)
  }
}
