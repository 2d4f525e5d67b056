// Which servers use the running PostgreSQL, so that the last one out, and only he, stops it. Each holds a session with a shared advisory lock:
// the operating system closes it however the server ends, so there is nothing to clean up. Must not start or stop anything else.
import type pg from 'pg'
import { StartError } from '../unavailable.ts'
import type { Cluster } from './cluster.ts'
import type { Postmaster, StartLog } from './launch.ts'
import { connect, findOrStart, stopPostmaster } from './postmaster.ts'

/** A server's stake in the running PostgreSQL. `first`: nobody else had one when it joined. */
export type Membership = { session: pg.Client; postmaster: Postmaster; first: boolean }

const LOCK_KEY = 7_310_482_265 // in the maintenance database, which only this file uses
const JOINS_MAX = 10

/** Finds or starts PostgreSQL and registers with it. Tries again when the last one out is just stopping it. */
export async function join(cluster: Cluster, log: StartLog, wantedPort?: number): Promise<Membership> {
  let problem: unknown
  for (let attempt = 0; attempt < JOINS_MAX; attempt++) {
    const postmaster = await findOrStart(cluster, log, wantedPort)
    try {
      const session = await connect(cluster, postmaster.port, 'postgres')
      return { session, postmaster, first: await register(session) }
    } catch (error) {
      problem = error
    }
  }
  throw new StartError(`PostgreSQL starts but cannot be joined: ${(problem as Error).message}. Its log: ${cluster.logFile}`)
}

/** Gives the stake back; stops PostgreSQL when nobody else has one. Whether it was stopped. */
export async function leave(cluster: Cluster, { session, postmaster }: Membership): Promise<boolean> {
  let last = false
  try {
    await session.query('SELECT pg_advisory_unlock_shared($1)', [LOCK_KEY])
    last = await tryExclusive(session)
    // With the exclusive lock held nobody can join between this look and the end.
    if (last) await stopPostmaster(cluster, postmaster.pid)
  } catch {
    // The session is gone, and PostgreSQL with it or restarting; a member that is left will look after it.
  }
  await session.end().catch(() => undefined)
  return last
}

async function register(session: pg.Client): Promise<boolean> {
  await session.query("SET application_name = 'evergate membership'; SET idle_session_timeout = 0; SET lock_timeout = '60s'")
  const first = await tryExclusive(session)
  await session.query('SELECT pg_advisory_lock_shared($1)', [LOCK_KEY])
  if (first) await session.query('SELECT pg_advisory_unlock($1)', [LOCK_KEY])
  return first
}

async function tryExclusive(session: pg.Client): Promise<boolean> {
  const { rows } = await session.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [LOCK_KEY])
  return rows[0]?.taken === true
}
