/**
 * Ending statements that nobody waits for any more: one more connection asks PostgreSQL to cancel them, one after the other.
 * Where the database stands still it asks once and waits too, so nothing piles up. Must never cancel a statement of somebody who had the connection later.
 */
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

/** What of a pooled connection we use beyond its type: PostgreSQL's process id (BackendKeyData). */
type Client = pg.PoolClient & { readonly processID?: number }

/** A statement that PostgreSQL had not begun when it was asked to end it runs on: it is asked again so often. */
const askAgainMs = 250

/** What one request may do with connections: once its signal aborts, its statement is cancelled and no other begins but the end of its transaction. */
export interface Guard {
  /** Before a connection is asked for; throws where it is too late. */
  enter(): void
  /** Watches a connection until it is released, which this does. */
  watch(client: pg.PoolClient): Watch
}

/** One connection in the hands of one request. */
export interface Watch {
  /** Runs a statement of this text; throws where it is too late for it. */
  run<T>(text: string, statement: () => Promise<T>): Promise<T>
  release(): void
}

/** A guard until the signal aborts. */
export function guardUntil(signal: AbortSignal, canceller: Canceller, gone: () => Error): Guard {
  return {
    enter: () => {
      if (signal.aborted) throw gone()
    },
    watch: (client) => watchClient(client, signal, canceller, gone),
  }
}

function watchClient(client: Client, signal: AbortSignal, canceller: Canceller, gone: () => Error): Watch {
  const processId = client.processID!
  let running = 0 // statements, but not the end of a transaction: that must not be cancelled, or the next caller would be inside it
  let stopAsking = (): void => undefined
  const cancel = (): void => {
    if (running === 0) return
    canceller.cancel(processId)
    stopAsking = after(askAgainMs, cancel)
  }
  signal.addEventListener('abort', cancel)
  return {
    run: async (text, statement) => {
      if (isEnding(text)) {
        if (signal.aborted) await canceller.settled(processId)
        return statement()
      }
      if (signal.aborted) throw gone()
      running += 1
      try {
        return await statement()
      } finally {
        running -= 1
      }
    },
    release: () => {
      signal.removeEventListener('abort', cancel)
      stopAsking()
      const settled = signal.aborted ? canceller.settled(processId) : undefined
      if (settled === undefined) client.release()
      else void settled.then(() => client.release())
    },
  }
}

function isEnding(text: string): boolean {
  return text === 'rollback' || text === 'commit'
}
