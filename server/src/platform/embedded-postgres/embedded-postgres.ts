// PostgreSQL inside the program: the database a server has when nobody gave it one. Finds or starts it, brings it back when it dies,
// stops it when the last server leaves. Must not know any table.

import { StartError } from '../unavailable.ts'
import { type Cluster, openCluster } from './cluster.ts'
import { explainFileError } from './file-errors.ts'
import type { StartLog } from './launch.ts'
import { join, leave, type Membership } from './membership.ts'
import { urlOf } from './postmaster.ts'

/** A running PostgreSQL. */
export type EmbeddedPostgres = {
  /** Connection string of the program's database, on the loopback address; it stays the same until `stop`. */
  url: string
  /** Whether this server was alone when it started; a second server on the same data folder is a guest of the first. */
  owner: boolean
  /** Leaves, and stops PostgreSQL when no other server uses it. Call it once no query is running. */
  stop(): Promise<void>
}

/** `onLost` is told when PostgreSQL died and cannot be brought back; the program should end with the error's message. */
export type EmbeddedPostgresOptions = { dataDir: string; log: StartLog; onLost?: (error: Error) => void }

const DATABASE = 'evergate'

/**
 * Starts PostgreSQL on `<dataDir>/cluster`, made on the first start, or joins the one already running there.
 * Throws StartError, with a message for a person, for everything that is not a bug.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, log } = options
  try {
    const cluster = await openCluster(dataDir, 'serving')
    const membership = await join(cluster, log)
    await ensureDatabase(membership)
    const how = membership.first ? '' : ', together with the server that already uses it'
    log.info(`PostgreSQL ${cluster.binaries.major} serves ${cluster.folder}${how}.`)
    const keeper = keep(cluster, membership, options)
    return { url: urlOf(cluster, membership.postmaster.port, DATABASE), owner: membership.first, stop: keeper.stop }
  } catch (error) {
    throw explainFileError(error, `use the data folder ${dataDir}`)
  }
}

/** Watches the membership's session. When PostgreSQL dies under us it is started again on the same port, so that every pool finds it. */
function keep(cluster: Cluster, first: Membership, { log, onLost }: EmbeddedPostgresOptions): { stop(): Promise<void> } {
  let membership = first
  let stopping = false
  let rejoining: Promise<void> = Promise.resolve()
  const { port } = first.postmaster

  const rejoin = async () => {
    log.info('PostgreSQL is gone; finding or starting it again.')
    try {
      membership = await join(cluster, log, port)
      if (membership.postmaster.port !== port) throw new StartError(`PostgreSQL moved from port ${port} to ${membership.postmaster.port}.`)
      watch()
      log.info('PostgreSQL is back.')
    } catch (error) {
      onLost?.(error as Error)
    }
  }
  const watch = () => {
    membership.session.once('end', () => {
      if (!stopping) rejoining = rejoin()
    })
  }
  watch()

  return {
    stop: async () => {
      stopping = true
      await rejoining
      const stopped = await leave(cluster, membership)
      log.info(stopped ? 'PostgreSQL stopped.' : 'PostgreSQL goes on for the other server that uses it.')
    },
  }
}

async function ensureDatabase({ session }: Membership): Promise<void> {
  const { rowCount } = await session.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE])
  if (rowCount !== 0) return
  await session.query(`CREATE DATABASE ${DATABASE}`).catch((error: { code?: string }) => {
    const madeByTheOther = error.code === '42P04' || error.code === '23505'
    if (!madeByTheOther) throw error
  })
}
