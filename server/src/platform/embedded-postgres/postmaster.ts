// Starts, finds and stops the PostgreSQL server process (the postmaster) of a cluster folder. Must not know who uses it or for what.
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, fstatSync, linkSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { type Cluster, childEnvironment, folderArgument, SUPERUSER } from './cluster.ts'
import { isAlive, isPostgresOf, postgresProcessesOf } from './processes.ts'
import { StartError } from './start-error.ts'
import { waitUntil } from './waiting.ts'

/** Where the start reports what it does; pino fits. */
export type StartLog = { info(message: string): void; warn(message: string): void }

/** A serving postmaster. */
export type Postmaster = { pid: number; port: number }

type PidFile = { pid: number; port: number; status: string }

const POLL_MS = 50
const STARTS_MAX = 20
const RECOVERY_POLLS_MAX = 12_000 // ten minutes: replaying 2 GB of write-ahead log on a slow disk takes two
const STOP_POLLS_MAX = 1_200
const SILENT_POLLS_MAX = 600
const REPORT_EVERY_POLLS = 200
const LOG_BYTES_MAX = 4 * 1024 * 1024

/**
 * The postmaster of the cluster: the running one if there is one (left over by a killed server, or another server's), else a new one.
 * `wantedPort` is kept when given, else any free one. Returns once it serves connections. StartError when it cannot.
 */
export async function findOrStart(cluster: Cluster, log: StartLog, wantedPort?: number): Promise<Postmaster> {
  let problem = ''
  for (let start = 0; start < STARTS_MAX; start++) {
    const running = await awaitRunning(cluster, log)
    if (running !== undefined) return running
    const port = wantedPort ?? (await findFreePort())
    const outcome = await startOnce(cluster, port, log)
    if (typeof outcome !== 'string') return outcome
    problem = outcome
    await clearTheWay(cluster, log)
  }
  throw new StartError(`PostgreSQL did not start after ${STARTS_MAX} tries: ${problem} Its log: ${cluster.logFile}`)
}

/** A connection to one of the cluster's databases, open. Rejects as `pg` does. */
export async function connect(cluster: Cluster, port: number, database: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: urlOf(cluster, port, database), connectionTimeoutMillis: 10_000, keepAlive: true })
  client.on('error', () => undefined) // reported by the query that meets it, or by 'end'
  await client.connect()
  return client
}

/** The connection string of one of the cluster's databases. */
export function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgres://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/${database}`
}

/** Ends the postmaster: politely (sessions are cut, everything is written out), and hard when that takes over a minute. */
export async function stopPostmaster(cluster: Cluster, pid: number): Promise<boolean> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isPostgresOf(pid, cluster.folder)) return true
    send(pid, signal)
    if (await waitUntil(() => !isAlive(pid), POLL_MS, STOP_POLLS_MAX)) return true
  }
  return false
}

/** The running postmaster once it serves; undefined when there is none. */
async function awaitRunning(cluster: Cluster, log: StartLog): Promise<Postmaster | undefined> {
  const found = readPidFile(cluster.folder)
  if (found === undefined) return undefined
  if (!isPostgresOf(found.pid, cluster.folder)) {
    setAsideStalePidFile(cluster.folder, found.pid)
    return undefined
  }
  const outcome = await awaitServing(cluster, found.pid, log)
  if (outcome === 'stuck') {
    log.warn(`PostgreSQL (process ${found.pid}) is running but not serving; ending it to start anew`)
    await stopPostmaster(cluster, found.pid)
  }
  return typeof outcome === 'string' ? undefined : outcome
}

/** Waits while the process lives: it may be recovering (which takes long) or stopping. */
async function awaitServing(cluster: Cluster, pid: number, log: StartLog): Promise<Postmaster | 'gone' | 'stuck'> {
  let polls = 0
  let silentPolls = 0
  let outcome: Postmaster | 'gone' | 'stuck' = 'stuck'
  await waitUntil(
    async () => {
      if (++polls % REPORT_EVERY_POLLS === 0) log.info('PostgreSQL is running but still recovering or stopping')
      const file = readPidFile(cluster.folder)
      if (file?.pid !== pid || !isPostgresOf(pid, cluster.folder)) outcome = 'gone'
      else if (file.status === 'ready') {
        const answer = await tryConnection(cluster, file.port)
        if (answer === 'ok') outcome = { pid, port: file.port }
        else if (answer === 'silent' && ++silentPolls > SILENT_POLLS_MAX) return true
      }
      return outcome !== 'stuck'
    },
    POLL_MS,
    RECOVERY_POLLS_MAX,
  )
  return outcome
}

/** `busy`: it answers that it is starting or stopping. StartError when it refuses our password. */
async function tryConnection(cluster: Cluster, port: number): Promise<'ok' | 'busy' | 'silent'> {
  try {
    await (await connect(cluster, port, 'postgres')).end()
    return 'ok'
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === '28P01') throw new StartError(`The PostgreSQL running in ${cluster.folder} does not accept the password kept there.`)
    return code === '57P03' ? 'busy' : 'silent'
  }
}

/** One start. The postmaster when it serves, or the reason why it is worth trying again. */
async function startOnce(cluster: Cluster, port: number, log: StartLog): Promise<Postmaster | string> {
  const { child, logOffset } = spawnPostmaster(cluster, port)
  const pid = child.pid
  if (pid === undefined) throw new StartError(`PostgreSQL did not start: ${cluster.binaries.postgres} cannot be run.`)
  const ended = () => child.exitCode !== null || child.signalCode !== null
  const ready = () => {
    const file = readPidFile(cluster.folder)
    return file?.pid === pid && file.status === 'ready'
  }
  let polls = 0
  const settled = await waitUntil(
    () => {
      if (++polls % REPORT_EVERY_POLLS === 0) log.info('PostgreSQL is replaying its write-ahead log')
      return ended() || ready()
    },
    POLL_MS,
    RECOVERY_POLLS_MAX,
  )
  if (settled && !ended()) return { pid, port }
  if (!settled) throw new StartError(`PostgreSQL (process ${pid}) was not ready after ten minutes. Its log: ${cluster.logFile}`)
  return explainExit(cluster, pid, logOffset)
}

function spawnPostmaster(cluster: Cluster, port: number): { child: ChildProcess; logOffset: number } {
  if (existsSync(cluster.logFile) && statSync(cluster.logFile).size > LOG_BYTES_MAX) renameSync(cluster.logFile, `${cluster.logFile}.1`)
  const output = openSync(cluster.logFile, 'a', 0o600)
  const logOffset = fstatSync(output).size
  const child = spawn(cluster.binaries.postgres, ['-D', folderArgument(cluster.folder), '-p', String(port)], {
    ...cluster.runAs,
    cwd: cluster.folder,
    env: childEnvironment(),
    detached: true, // Ctrl-C reaches the server alone, which drains before it lets the database go
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  child.on('error', () => undefined) // seen as a missing pid
  child.unref()
  return { child, logOffset }
}

function explainExit(cluster: Cluster, pid: number, logOffset: number): string {
  const lines = readFileSync(cluster.logFile).subarray(logOffset).toString('utf8').split('\n')
  const own = lines.filter((line) => line.includes(`[${pid}]`) || !/\[\d+\]/.test(line)).join('\n')
  const reason = /(?:FATAL|PANIC): +(.*)/.exec(own)?.[1] ?? own.trim().split('\n').at(-1) ?? 'it ended without a word'
  if (/No space left on device|Disk quota exceeded/.test(own)) {
    throw new StartError(`PostgreSQL did not start: the disk of ${cluster.folder} is full; free some space and start again.`)
  }
  if (/could not create any TCP|pid" already exists|pre-existing shared memory|recovery has been interrupted/.test(own)) return `${reason}.`
  throw new StartError(`PostgreSQL did not start: ${reason}. Its log: ${cluster.logFile}`)
}

/** After a start in vain: children of a killed postmaster end by themselves soon; those that do not are ended. */
async function clearTheWay(cluster: Cluster, log: StartLog): Promise<void> {
  const file = readPidFile(cluster.folder)
  if (file !== undefined && isPostgresOf(file.pid, cluster.folder)) return // another server was quicker: join it
  const gone = () => postgresProcessesOf(cluster.folder).length === 0
  if (await waitUntil(gone, POLL_MS, 60)) return
  const now = readPidFile(cluster.folder)
  if (now !== undefined && isPostgresOf(now.pid, cluster.folder)) return
  const left = postgresProcessesOf(cluster.folder)
  log.warn(`ending PostgreSQL processes without a postmaster: ${left.join(', ')}`)
  for (const pid of left) send(pid, 'SIGKILL') // nothing is lost: the log is replayed at the next start anyway
  await waitUntil(gone, POLL_MS, 200)
}

function readPidFile(folder: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number.parseInt(lines[0] ?? '', 10)
    // Lines: process id, folder, start time, port, socket folder, address, shared memory key, status.
    return Number.isNaN(pid) ? undefined : { pid, port: Number(lines[3]), status: (lines[7] ?? '').trim() }
  } catch {
    return undefined
  }
}

/** A file naming a process that is not our PostgreSQL. PostgreSQL itself would refuse to start while that id is in use by anybody of its user. */
function setAsideStalePidFile(folder: string, stalePid: number): void {
  const path = join(folder, 'postmaster.pid')
  const aside = `${path}.stale-${process.pid}`
  try {
    renameSync(path, aside)
    const moved = Number.parseInt(readFileSync(aside, 'utf8'), 10)
    if (moved !== stalePid) linkSync(aside, path) // another server had put its own there meanwhile
  } catch {
    // Moved or replaced by another server: the next round looks again.
  }
  rmSync(aside, { force: true })
}

function findFreePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.on('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => done(port))
    })
  })
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended by itself.
  }
}
