/**
 * What a city costs, for docs/scale.md: `… server/src/tools/measure-planes.ts [--planes] [--data FOLDER | --database-url URL]`. Prints one line of JSON: bytes of
 * every table with rows in it; with --planes also the processor time of deciding about everybody anew and of building all lists from nothing. No server may
 * run on the database meanwhile: its own work would be counted too.
 */
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { readConfig } from '../config.ts'
import { openDatabase } from '../open-database.ts'
import { monotonicMs, systemClock } from '../platform/clock.ts'
import { createDatabase, type Database, type Queryable } from '../platform/db/database.ts'
import { createIds } from '../platform/ids.ts'
import { createLog } from '../platform/log.ts'
import { createVault, loadMasterKey } from '../platform/vault.ts'
import { recomputeAll } from '../slices/decisions/index.ts'
import { createPassesOptions } from '../slices/passes/index.ts'
import { createPublisher } from '../slices/passes/publisher.job.ts'
import { readRegion } from './load-city/read-ground.ts'
import { postgresSeconds } from './processor-time.ts'

interface Cost {
  readonly seconds: number
  /** Of this process. */
  readonly processorSeconds: number
  readonly postgresSeconds: number | null
}

const statementTimeoutMs = 600_000
const withPlanes = process.argv.includes('--planes')
const config = readConfig(
  process.argv.slice(2).filter((one) => one !== '--planes'),
  process.env,
)
const say = (line: string): void => void process.stderr.write(`${line}\n`)

async function costOf(client: pg.Client, work: () => Promise<unknown>): Promise<Cost> {
  const [before, startedMs, used] = [await postgresSeconds(client), monotonicMs(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(used)
  const [seconds, after] = [(monotonicMs() - startedMs) / 1_000, await postgresSeconds(client)]
  const postgres = before === undefined || after === undefined ? null : after - before
  return { seconds, processorSeconds: (user + system) / 1e6, postgresSeconds: postgres }
}

/** Heap with its visibility map and what was moved out of line, and all indexes. */
async function bytesOfTables(db: Queryable) {
  const { rows } = await sql<{ name: string; heap: string; index: string }>`
    select oid::regclass::text as name, pg_table_size(oid) as heap, pg_indexes_size(oid) as index from pg_class
    where relkind = 'r' and relnamespace::regnamespace::text !~ '^(pg_|information_schema)' and pg_relation_size(oid) > 0 order by 1`.execute(
    db,
  )
  return Object.fromEntries(rows.map(({ name, heap, index }) => [name, { heap: Number(heap), index: Number(index) }]))
}

async function publishFromNothing(database: Database): Promise<void> {
  const vault = createVault(await loadMasterKey(join(config.dataFolder, 'keys', 'master.key')))
  const region = await readRegion(database.read)
  if (region === undefined) throw new Error('no server was ever started on this database')
  const ground = { db: database, clock: systemClock, ids: createIds(systemClock), vault, log: createLog('error') }
  await createPublisher(ground, { ...createPassesOptions(vault, region), indexRenewMs: 0 }).tick()
}

const opened = await openDatabase(config, say, (error) => say(error.message))
const database = createDatabase({ url: opened.url, name: 'measure-planes', connectionsMax: 4, statementTimeoutMs })
const client = new pg.Client({ connectionString: opened.url })
try {
  await client.connect()
  const planes = withPlanes
    ? { decisions: await costOf(client, () => recomputeAll(database)), lists: await costOf(client, () => publishFromNothing(database)) }
    : {}
  const { rows } = await sql<{ bytes: string; waiting: string }>`
    select pg_database_size(current_database()) as bytes, (select count(*) from sampling.touched) as waiting`.execute(database.read)
  const { bytes, waiting } = rows[0]!
  const said = { databaseBytes: Number(bytes), waitingTubes: Number(waiting), tables: await bytesOfTables(database.read), ...planes }
  process.stdout.write(`${JSON.stringify(said)}\n`)
} finally {
  await client.end()
  await database.close()
  await opened.stop()
}
