/**
 * Ending statements that nobody waits for any more: one more connection asks PostgreSQL to cancel them, one after the other.
 * Where the database stands still it asks once and waits too, so nothing piles up. Must never cancel a statement of somebody who had the connection later.
 */
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'

/** Cancels statements by the process id of their connection. */
export interface Canceller {
  /** Asks for the end of what this connection is doing now. */
  cancel(processId: number): void
  /** To be awaited before the connection is given to somebody else: no cancellation of it is under way afterwards. */
  settled(processId: number): Promise<void> | undefined
  /** How many wait to be asked for. */
  waiting(): number
  close(): Promise<void>
}

/** A canceller with a connection of its own, made when it is first needed. */
export function createCanceller(connection: pg.PoolConfig): Canceller {
  const pool = new pg.Pool({ ...connection, max: 1 })
  pool.on('error', () => undefined)
  const wanted = new Set<number>()
  let asking: { readonly processId: number; readonly asked: Promise<void> } | undefined

  const next = (): void => {
    const [processId] = wanted
    if (processId === undefined || asking !== undefined) return
    wanted.delete(processId)
    const asked = pool
      .query('select pg_cancel_backend($1)', [processId])
      .then(
        () => undefined,
        () => undefined, // its statement timeout ends it too, later
      )
      .then(() => {
        asking = undefined
        next()
      })
    asking = { processId, asked }
  }
  return {
    cancel: (processId) => {
      wanted.add(processId)
      next()
    },
    settled: (processId) => {
      wanted.delete(processId)
      return asking?.processId === processId ? asking.asked : undefined
    },
    waiting: () => wanted.size,
    close: () => pool.end(),
  }
}

/** What of a pooled connection we use beyond Kysely's view of it: PostgreSQL's process id (BackendKeyData). */
type Client = pg.PoolClient & { readonly processID: number }

/** A pool as one request sees it: once its signal aborts, its statement is cancelled, no other begins but the end of its transaction. */
export function poolWithin(pool: pg.Pool, signal: AbortSignal, canceller: Canceller, gone: () => Error): PostgresPool {
  return {
    connect: async () => {
      if (signal.aborted) throw gone()
      const client = (await pool.connect()) as Client
      const onAbort = (): void => canceller.cancel(client.processID)
      signal.addEventListener('abort', onAbort)
      return {
        query: ((text: string, values: unknown[]) =>
          signal.aborted && !isEnding(text) ? Promise.reject(gone()) : client.query(text, values)) as PostgresPoolClient['query'],
        release: () => {
          signal.removeEventListener('abort', onAbort)
          const settled = signal.aborted ? canceller.settled(client.processID) : undefined
          if (settled === undefined) client.release()
          else void settled.then(() => client.release())
        },
      }
    },
    end: async () => undefined,
  }
}

function isEnding(text: string): boolean {
  return text === 'rollback' || text === 'commit'
}
