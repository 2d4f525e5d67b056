// Goal: the database a server brings itself is set up as the design says, keeps its data, is shared and stopped in good order, and when it
// cannot start says why in one line.
// Method: start it for real in temporary folders (mode 700, so that as root every start also proves that the other user gets in).
import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { makeDisposableFolder } from '../../testing/disposable-folder.ts'
import { openCluster } from './cluster.ts'
import { startEmbeddedPostgres } from './index.ts'
import { launch } from './launch.ts'
import { findOrStart, stopPostmaster } from './postmaster.ts'
import { isAlive, postgresProcessesOf } from './processes.ts'

const log = { info: () => undefined }
/** Root in a container may lack the right to mount. */
const canMount = process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0
const folders: { remove(): Promise<void> }[] = []

function newDataDir(): string {
  const folder = makeDisposableFolder()
  folders.push(folder)
  return join(folder.path, 'below', 'data')
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const postmasterPid = (dataDir: string) => Number.parseInt(readFileSync(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8'), 10)

afterEach(async () => {
  for (const folder of folders.splice(0)) await folder.remove()
})

describe('a first start', () => {
  test('makes a database as the design says, and a later start finds the data again', async () => {
    const dataDir = newDataDir()
    const first = await startEmbeddedPostgres({ dataDir, log })
    expect(first.owner).toBe(true)
    const settings = await query(
      first.url,
      `SELECT name, setting FROM pg_settings WHERE name IN
        ('fsync', 'data_checksums', 'listen_addresses', 'server_encoding', 'max_connections', 'password_encryption', 'synchronous_commit', 'TimeZone') ORDER BY name`,
    )
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      TimeZone: 'UTC',
      data_checksums: 'on',
      fsync: 'on',
      listen_addresses: '127.0.0.1',
      max_connections: '200',
      password_encryption: 'scram-sha-256',
      server_encoding: 'UTF8',
      synchronous_commit: 'on',
    })
    const locale = await query(
      first.url,
      'SELECT datlocprovider AS provider, datlocale AS locale FROM pg_database WHERE datname = current_database()',
    )
    expect(locale).toEqual([{ provider: 'b', locale: 'C.UTF-8' }])
    await query(first.url, "CREATE TABLE kept AS SELECT '王小明' AS name")
    const pid = postmasterPid(dataDir)
    await first.stop()
    expect(isAlive(pid)).toBe(false)

    const second = await startEmbeddedPostgres({ dataDir, log })
    expect(await query(second.url, 'SELECT name FROM kept')).toEqual([{ name: '王小明' }])
    await second.stop()
  })

  test('keeps the folder and the password to itself', async () => {
    const dataDir = newDataDir()
    const postgres = await startEmbeddedPostgres({ dataDir, log })
    const mode = (path: string) => statSync(join(dataDir, path)).mode & 0o777
    expect([mode('.'), mode('cluster'), mode('cluster/evergate.password'), mode('postgres.log')]).toEqual([0o700, 0o700, 0o600, 0o600])
    const wrong = Object.assign(new URL(postgres.url), { password: 'guess' }).href
    await expect(query(wrong, 'SELECT 1')).rejects.toThrow(/password authentication failed/)
    await postgres.stop()
  })

  test('a statement that fails leaves no personal data in the log', async () => {
    const dataDir = newDataDir()
    const postgres = await startEmbeddedPostgres({ dataDir, log })
    await query(postgres.url, 'CREATE TABLE person (name text PRIMARY KEY)')
    await query(postgres.url, "INSERT INTO person VALUES ('Wang Xiaoming')")
    await expect(query(postgres.url, "INSERT INTO person VALUES ('Wang Xiaoming')")).rejects.toThrow(/duplicate key/)
    await expect(query(postgres.url, "SELECT 'Wang Xiaoming'::int")).rejects.toThrow(/invalid input syntax/)
    await postgres.stop()
    expect(readFileSync(join(dataDir, 'postgres.log'), 'utf8')).not.toContain('Wang')
  })
})

describe('two servers on one folder', () => {
  test('started at once on an empty folder share one PostgreSQL; the last one out stops it', async () => {
    const dataDir = newDataDir()
    const servers = await Promise.all([1, 2, 3].map(() => startEmbeddedPostgres({ dataDir, log })))
    expect(new Set(servers.map(({ url }) => url)).size).toBe(1)
    expect(servers.filter(({ owner }) => owner)).toHaveLength(1)
    const pid = postmasterPid(dataDir)
    const [owner, ...guests] = servers.toSorted((a, b) => Number(b.owner) - Number(a.owner))
    await owner!.stop()
    expect(await query(guests[0]!.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await guests[0]!.stop()
    expect(isAlive(pid)).toBe(true)
    await guests[1]!.stop()
    expect(isAlive(pid)).toBe(false)
  })

  test('one that comes while the last one leaves gets a PostgreSQL of its own', async () => {
    const dataDir = newDataDir()
    const leaving = await startEmbeddedPostgres({ dataDir, log })
    const [, coming] = await Promise.all([leaving.stop(), startEmbeddedPostgres({ dataDir, log })])
    expect(await query(coming.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await coming.stop()
    expect(postgresProcessesOf(join(dataDir, 'cluster'))).toEqual([])
  })
})

describe('a start that cannot succeed says why', () => {
  const failure = async (dataDir: string): Promise<string> => {
    const error = await startEmbeddedPostgres({ dataDir, log }).then(
      () => new Error('it started'),
      (reason: Error) => reason,
    )
    expect(error.name, error.message).toBe('StartError')
    return error.message
  }

  test('a file where the folder should be', async () => {
    const dataDir = newDataDir()
    mkdirSync(join(dataDir, '..'))
    writeFileSync(dataDir, '')
    expect(await failure(dataDir)).toMatch(/data folder .*: this path is a file/)
    expect(await failure(join(dataDir, 'deeper'))).toMatch(/a part of this path is a file/)
  })

  test('a folder that cannot be written', async () => {
    expect(await failure('/proc/evergate-data')).toMatch(/Cannot use the data folder \/proc\/evergate-data/)
  })

  test.skipIf(!canMount)('a disk that is full, at the first start and at a later one', async () => {
    const folder = makeDisposableFolder()
    const disk = join(folder.path, 'disk')
    mkdirSync(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', disk])
    try {
      expect(await failure(disk)).toMatch(/disk is full; free some space/)
      execFileSync('mount', ['-o', 'remount,size=200m', disk])
      await (await startEmbeddedPostgres({ dataDir: disk, log })).stop()
      execFileSync('sh', ['-c', 'cat /dev/zero > "$1/filler" 2>/dev/null || true', 'sh', disk])
      expect(await failure(disk)).toMatch(/disk .*is full; free some space/)
      rmSync(join(disk, 'filler'))
      await (await startEmbeddedPostgres({ dataDir: disk, log })).stop()
    } finally {
      execFileSync('umount', ['-l', disk])
      await folder.remove()
    }
  })

  test('data of another PostgreSQL version', async () => {
    const dataDir = newDataDir()
    await (await startEmbeddedPostgres({ dataDir, log })).stop()
    writeFileSync(join(dataDir, 'cluster', 'PG_VERSION'), '17\n')
    expect(await failure(dataDir)).toMatch(/written by PostgreSQL 17, but this Evergate brings 18/)
  })

  test('a folder that is not a database', async () => {
    const dataDir = newDataDir()
    mkdirSync(join(dataDir, 'cluster'), { recursive: true })
    expect(await failure(dataDir)).toMatch(/not a PostgreSQL data folder/)
  })

  test('a setting that PostgreSQL does not take', async () => {
    const dataDir = newDataDir()
    await (await startEmbeddedPostgres({ dataDir, log })).stop()
    writeFileSync(join(dataDir, 'cluster', 'postgresql.auto.conf'), "shared_buffers = 'plenty'\n")
    expect(await failure(dataDir)).toMatch(/PostgreSQL did not start: .*postgresql\.auto\.conf.*Its log: .*postgres\.log/)
  })
})

test('a port that somebody took meanwhile is a reason to try another, not to fail', async () => {
  const cluster = await openCluster(newDataDir(), 'throwaway')
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  expect(await launch(cluster, port, log)).toMatch(/could not create any TCP/)
  const postmaster = await findOrStart(cluster, log)
  expect(postmaster.port).not.toBe(port)
  await stopPostmaster(cluster, postmaster.pid)
  other.close()
})
