// Finds or starts, and stops, the PostgreSQL server process (the postmaster) of a cluster folder. Must not know who uses it or for what.
import pg from 'pg'
import { monotonicMs, sleep, until } from '../clock.ts'
import { StartError } from '../unavailable.ts'
import { type Cluster, SUPERUSER } from './cluster.ts'
import { findFreePort, launch, POLL_MS, type Postmaster, RECOVERY_MS_MAX, type StartLog } from './launch.ts'
import { readPidFile, removeStalePidFile } from './pid-file.ts'
import { isAlive, isIdInUse, isPostgresOf, postgresProcessesOf } from './processes.ts'

const STARTS_MAX = 20
const STOP_MS_MAX = 60_000 // before the next harder signal
const SILENT_MS_MAX = 30_000

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
    const outcome = await launch(cluster, port, log)
    if (typeof outcome !== 'string') return outcome
    problem = outcome
    await clearTheWay(cluster, log)
    await sleep(start * POLL_MS)
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
    if (await until(() => !isAlive(pid), STOP_MS_MAX, POLL_MS)) return true
  }
  return false
}

/** The running postmaster once it serves; undefined when there is none. */
async function awaitRunning(cluster: Cluster, log: StartLog): Promise<Postmaster | undefined> {
  const found = readPidFile(cluster.folder)
  if (found === undefined) return undefined
  if (!isPostgresOf(found.pid, cluster.folder)) {
    if (isIdInUse(found.pid)) removeStalePidFile(cluster.folder, found.pid) // else PostgreSQL replaces it itself
    return undefined
  }
  const outcome = await awaitServing(cluster, found.pid, log)
  if (outcome === 'stuck') {
    log.info(`PostgreSQL (process ${found.pid}) is running but not serving; ending it to start anew.`)
    await stopPostmaster(cluster, found.pid)
  }
  return typeof outcome === 'string' ? undefined : outcome
}

/** Waits while the process lives: it may be recovering, which takes long, or stopping. */
async function awaitServing(cluster: Cluster, pid: number, log: StartLog): Promise<Postmaster | 'gone' | 'stuck'> {
  let outcome: Postmaster | 'gone' | 'stuck' = 'stuck'
  let silentSinceMs: number | undefined
  const settled = async () => {
    const file = readPidFile(cluster.folder)
    if (file?.pid !== pid || !isPostgresOf(pid, cluster.folder)) outcome = 'gone'
    if (outcome === 'gone' || file?.status !== 'ready') return outcome === 'gone'
    const answer = await tryConnection(cluster, file.port)
    if (answer === 'ok') outcome = { pid, port: file.port }
    silentSinceMs = answer === 'silent' ? (silentSinceMs ?? monotonicMs()) : undefined
    return answer === 'ok' || (silentSinceMs !== undefined && monotonicMs() - silentSinceMs > SILENT_MS_MAX)
  }
  if (await until(settled, 5_000, POLL_MS)) return outcome
  log.info('PostgreSQL is running but still recovering or stopping; waiting for it.')
  await until(settled, RECOVERY_MS_MAX, POLL_MS)
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

/** After a start in vain: children of a killed postmaster end by themselves soon; those that do not are ended. */
async function clearTheWay(cluster: Cluster, log: StartLog): Promise<void> {
  const file = readPidFile(cluster.folder)
  if (file !== undefined && isPostgresOf(file.pid, cluster.folder)) return // another server was quicker: join it
  const gone = () => postgresProcessesOf(cluster.folder).length === 0
  if (await until(gone, 3_000, POLL_MS)) return
  const now = readPidFile(cluster.folder)
  if (now !== undefined && isPostgresOf(now.pid, cluster.folder)) return
  const left = postgresProcessesOf(cluster.folder)
  log.info(`Ending PostgreSQL processes that a killed server left busy: ${left.join(', ')}.`)
  for (const pid of left) send(pid, 'SIGKILL') // nothing is lost: the log is replayed at the next start anyway
  await until(gone, 10_000, POLL_MS)
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended by itself.
  }
}
