/**
 * Ending statements that nobody waits for any more: one more connection asks PostgreSQL to cancel them, one after the other.
 * Where the database stands still it asks once and waits too, so nothing piles up. Must never cancel a statement of somebody who had the connection later.
 */
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { after } from '../clock.ts'

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

/** A statement that PostgreSQL had not begun when it was asked to end it runs on: it is asked again so often. */
const askAgainMs = 250

/** A pool as one request sees it: once its signal aborts, its statement is cancelled, no other begins but the end of its transaction. */
export function poolWithin(pool: pg.Pool, signal: AbortSignal, canceller: Canceller, gone: () => Error): PostgresPool {
  return {
    connect: async () => {
      if (signal.aborted) throw gone()
      return clientWithin((await pool.connect()) as Client, signal, canceller, gone)
    },
    end: async () => undefined,
  }
}

function clientWithin(client: Client, signal: AbortSignal, canceller: Canceller, gone: () => Error): PostgresPoolClient {
  let running = 0 // statements, but not the end of a transaction: that must not be cancelled, or the next caller would be inside it
  let stopAsking = (): void => undefined
  const cancel = (): void => {
    if (running === 0) return
    canceller.cancel(client.processID)
    stopAsking = after(askAgainMs, cancel)
  }
  const run = async (text: string, values: unknown[]) => {
    if (signal.aborted && !isEnding(text)) throw gone()
    if (isEnding(text)) {
      if (signal.aborted) await canceller.settled(client.processID)
      return client.query(text, values)
    }
    running += 1
    try {
      return await client.query(text, values)
    } finally {
      running -= 1
    }
  }
  signal.addEventListener('abort', cancel)
  return {
    query: run as unknown as PostgresPoolClient['query'],
    release: () => {
      signal.removeEventListener('abort', cancel)
      stopAsking()
      const settled = signal.aborted ? canceller.settled(client.processID) : undefined
      if (settled === undefined) client.release()
      else void settled.then(() => client.release())
    },
  }
}

function isEnding(text: string): boolean {
  return text === 'rollback' || text === 'commit'
}
