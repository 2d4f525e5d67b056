// Goal: however the server or PostgreSQL is killed, the next start works, nothing acknowledged is lost, and a process that only happens to have
// PostgreSQL's old id is left alone.
// Method: real server processes that say each row they have committed, killed with SIGKILL, in temporary folders of mode 700.
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { makeDisposableFolder } from '../../testing/disposable-folder.ts'
import { type PostgresProcess, startPostgresProcess } from '../../testing/postgres-process.ts'
import { until } from '../clock.ts'
import { startEmbeddedPostgres } from './index.ts'
import { isAlive, postgresProcessesOf } from './processes.ts'
import { chooseRunAs } from './run-as.ts'

const log = { info: () => undefined }
const folders: { remove(): Promise<void> }[] = []

function newDataDir(): string {
  const folder = makeDisposableFolder()
  folders.push(folder)
  return join(folder.path, 'data')
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await folder.remove()
})

const pidFileOf = (dataDir: string) => join(dataDir, 'cluster', 'postmaster.pid')
const postmasterPid = (dataDir: string) => Number.parseInt(readFileSync(pidFileOf(dataDir), 'utf8'), 10)

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

async function expectNothingLost(url: string, server: PostgresProcess): Promise<void> {
  const acknowledged = server.said.flatMap(({ n }) => (n === undefined ? [] : [n]))
  expect(acknowledged.length).toBeGreaterThan(0)
  const [row] = await query(url, `SELECT count(*)::int AS found FROM written WHERE n = ANY('{${acknowledged.join()}}')`)
  expect(row).toEqual({ found: acknowledged.length })
}

async function writeAWhile(server: PostgresProcess): Promise<void> {
  for (let row = 0; row < 5; row++) await server.next('written')
}

test('the server is killed: the next one takes over the PostgreSQL it left behind', async () => {
  const dataDir = newDataDir()
  const server = startPostgresProcess(dataDir)
  await writeAWhile(server)
  await server.kill()
  const pid = postmasterPid(dataDir)
  expect(isAlive(pid)).toBe(true)

  const next = await startEmbeddedPostgres({ dataDir, log })
  expect(next.owner).toBe(true)
  expect(postmasterPid(dataDir)).toBe(pid)
  await expectNothingLost(next.url, server)
  await next.stop()
  expect(isAlive(pid)).toBe(false)
})

test('the server and every PostgreSQL process are killed: the next start recovers all that was acknowledged', async () => {
  const dataDir = newDataDir()
  const server = startPostgresProcess(dataDir)
  await writeAWhile(server)
  await server.kill()
  spawnSync('kill', ['-KILL', ...postgresProcessesOf(join(dataDir, 'cluster')).map(String)])

  const next = await startEmbeddedPostgres({ dataDir, log })
  await expectNothingLost(next.url, server)
  await next.stop()
})

test('only the postmaster is killed, and a child goes on computing: the next start ends the child and recovers', async () => {
  const dataDir = newDataDir()
  const server = startPostgresProcess(dataDir)
  const { url } = await server.next('ready')
  await writeAWhile(server)
  const busy = query(url!, 'SELECT count(*) FROM generate_series(1, 100000000000)').catch(() => 'cut off')
  const folder = join(dataDir, 'cluster')
  const runs = () =>
    query(
      url!,
      "SELECT pid FROM pg_stat_activity WHERE query LIKE 'SELECT count%generate_series%' AND state = 'active' AND pid <> pg_backend_pid()",
    )
  expect(await until(async () => (await runs()).length === 1, 10_000)).toBe(true)
  await server.kill()
  process.kill(postmasterPid(dataDir), 'SIGKILL')
  expect(await until(() => postgresProcessesOf(folder).length === 1, 10_000)).toBe(true)

  const next = await startEmbeddedPostgres({ dataDir, log })
  expect(await busy).toBe('cut off')
  await expectNothingLost(next.url, server)
  await next.stop()
})

test('PostgreSQL is killed under a running server: it comes back under the same address', async () => {
  const dataDir = newDataDir()
  const { url, stop } = await startEmbeddedPostgres({ dataDir, log })
  await query(url, 'CREATE TABLE kept AS SELECT 1 AS one')
  const pid = postmasterPid(dataDir)
  process.kill(pid, 'SIGKILL')
  const answers = () => query(url, 'SELECT one FROM kept').catch(() => [])
  expect(await until(async () => (await answers()).length === 1, 30_000)).toBe(true)
  expect(postmasterPid(dataDir)).not.toBe(pid)
  await stop()
  expect(postgresProcessesOf(join(dataDir, 'cluster'))).toEqual([])
})

test('one PostgreSQL session is killed, so that PostgreSQL restarts itself: the server stays registered', async () => {
  const dataDir = newDataDir()
  const { url, stop } = await startEmbeddedPostgres({ dataDir, log })
  const client = new pg.Client(url)
  client.on('error', () => undefined)
  await client.connect()
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  process.kill(rows[0]!.pid, 'SIGKILL')
  const registered = "SELECT 1 AS one FROM pg_stat_activity WHERE application_name = 'evergate membership'"
  expect(await until(async () => (await query(url, registered).catch(() => [])).length === 1, 30_000)).toBe(true)
  await stop()
  expect(postgresProcessesOf(join(dataDir, 'cluster'))).toEqual([])
})

test('the owner is killed while a guest lives: the guest goes on, and stops PostgreSQL when it leaves', async () => {
  const dataDir = newDataDir()
  const owner = startPostgresProcess(dataDir)
  expect(await owner.next('ready')).toMatchObject({ owner: true })
  const guest = startPostgresProcess(dataDir)
  expect(await guest.next('ready')).toMatchObject({ owner: false })
  const pid = postmasterPid(dataDir)
  await owner.kill()
  await writeAWhile(guest)
  await guest.stop()
  expect(guest.said.at(-1)).toEqual({ event: 'stopped' })
  expect(isAlive(pid)).toBe(false)
})

test.each(['root or the same user', 'the user PostgreSQL runs as'])(
  'an old postmaster.pid names a process of %s: it is left alone',
  async (whose) => {
    const dataDir = newDataDir()
    await (await startEmbeddedPostgres({ dataDir, log })).stop()
    const bystander = spawn('sleep', ['300'], { ...(whose.startsWith('root') ? {} : chooseRunAs()), stdio: 'ignore' })
    try {
      writeFileSync(pidFileOf(dataDir), `${bystander.pid}\n/somewhere\n1700000000\n5432\n\n127.0.0.1\n  1 1\nready   \n`)
      const next = await startEmbeddedPostgres({ dataDir, log })
      expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
      await next.stop()
      expect(isAlive(bystander.pid!)).toBe(true)
    } finally {
      bystander.kill('SIGKILL')
    }
  },
)
