// Finds or starts, and stops, the PostgreSQL server process (the postmaster) of a cluster folder. Must not know who uses it or for what.
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type Cluster, SUPERUSER } from './cluster.ts'
import { findFreePort, launch, type Postmaster, type StartLog } from './launch.ts'
import { readPidFile, removeStalePidFile } from './pid-file.ts'
import { isAlive, isIdInUse, isPostgresOf, postgresProcessesOf } from './processes.ts'
import { StartError } from './start-error.ts'
import { POLL_MS, RECOVERY_POLLS_MAX, REPORT_EVERY_POLLS, waitUntil } from './waiting.ts'

const STARTS_MAX = 20
const STOP_POLLS_MAX = 1_200 // one minute before the next harder signal
const SILENT_POLLS_MAX = 600

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
    await pause(start * POLL_MS)
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
    if (isIdInUse(found.pid)) removeStalePidFile(cluster.folder, found.pid) // else PostgreSQL replaces it itself
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

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended by itself.
  }
}
