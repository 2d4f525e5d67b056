/**
 * PostgreSQL for the rest of the server: typed reads, and transactions that a refusal rolls back. One pool a plane, so that reading can never starve writing.
 */
import { type Kysely, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { sleep } from '../clock.ts'
import { isRefused } from '../result.ts'
import { Unavailable } from '../unavailable.ts'
import { createCanceller, guardUntil } from './cancellation.ts'
import { createOnConnections, provideFrom, provideGuarded } from './connections.ts'
import type { DB } from './generated.ts'
import { createStatementNames } from './statement-names.ts'

/** An open transaction. */
export type Tx = Transaction<DB>
/** Something queries run on: outside a transaction or inside one. */
export type Queryable = Kysely<DB>

/** One pool of connections to PostgreSQL. */
export interface Database {
  /** Reads that need no transaction. */
  readonly read: Queryable
  /**
   * Runs `work` in one transaction (read committed). Rolls back when it throws or returns a refused Result: a refusal leaves nothing behind.
   * Runs it again, at most three times in all, after a deadlock or serialisation failure; so `work` must have no effect outside the database.
   * Errors: Unavailable where no connection can be had in time or the statement was cancelled at its time limit.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** The same for one request: once the signal aborts, its running statement is cancelled and no other begins (Unavailable). Cheap; to be made for each. */
  within(signal: AbortSignal): Database
  /** Connections: in all, idle, and callers waiting for one. */
  poolState(): { readonly total: number; readonly idle: number; readonly waiting: number }
  close(): Promise<void>
}

/** How to open a pool. */
export interface DatabaseOptions {
  readonly url: string
  /** Shown in pg_stat_activity. */
  readonly name: string
  readonly connectionsMax: number
  /** 0: a statement may take as long as it likes. */
  readonly statementTimeoutMs: number
  /** How long somebody waits for a connection; 0: until there is one. Default: 5 s. */
  readonly connectTimeoutMs?: number
  /** Whether statements that come often are planned once a connection. Only for small ones: a plan made once knows nothing of how long a list is. */
  readonly namesStatements?: boolean
}

const attemptsMax = 3
const connectTimeoutMsDefault = 5_000
const idleKeptMs = 60_000 // a new connection costs PostgreSQL and us some milliseconds, and has planned nothing yet

/** Opens a pool. No connection is made before the first use. */
export function createDatabase(options: DatabaseOptions): Database {
  const connection = {
    connectionString: options.url,
    application_name: `evergate ${options.name}`,
    statement_timeout: options.statementTimeoutMs,
    idle_in_transaction_session_timeout: options.statementTimeoutMs * 2,
    connectionTimeoutMillis: options.connectTimeoutMs ?? connectTimeoutMsDefault,
    idleTimeoutMillis: idleKeptMs,
    keepAlive: true, // a server that vanished without a word is noticed on idle connections too
    keepAliveInitialDelayMillis: 10_000,
  }
  const pool = new pg.Pool({ ...connection, max: options.connectionsMax })
  pool.on('error', () => undefined) // an idle connection broke; the next query opens another
  pool.on('connect', (client) => client.on('error', () => undefined)) // one in use broke between two statements: the next one fails, and says so
  const canceller = createCanceller(connection)
  const names = options.namesStatements === true ? createStatementNames() : undefined
  const onConnections = createOnConnections<DB>(pool)
  const read = onConnections(provideFrom(pool, names))
  const poolState = () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount })
  const within = (signal: AbortSignal): Database => {
    const own = onConnections(provideGuarded(pool, names, guardUntil(signal, canceller, deadlinePassed)))
    return { read: own, transaction: (work) => transact(own, work), within, poolState, close: async () => undefined }
  }
  return {
    read,
    transaction: (work) => transact(read, work),
    within,
    poolState,
    close: async () => {
      await Promise.all([pool.end(), canceller.close()])
    },
  }
}

function deadlinePassed(): Unavailable {
  return new Unavailable('the deadline has passed')
}

/** Leaves the transaction when a refusal was returned, carrying the refusal out. */
class RolledBack extends Error {
  readonly answer: unknown
  constructor(answer: unknown) {
    super('rolled back by a refusal')
    this.answer = answer
  }
}

async function transact<T>(db: Queryable, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(async (tx) => {
        const answer = await work(tx)
        if (isRefused(answer)) throw new RolledBack(answer)
        return answer
      })
    } catch (error) {
      if (error instanceof RolledBack) return error.answer as T
      if (attempt >= attemptsMax || !isRetryable(error)) throw asUnavailable(error)
      await sleep(5 * attempt)
    }
  }
}

/** 40001 serialization_failure, 40P01 deadlock_detected (PostgreSQL appendix A). */
function isRetryable(error: unknown): boolean {
  const code = codeOf(error)
  return code === '40001' || code === '40P01'
}

/** Turns "the database is away" into Unavailable and leaves every other error as it is: that one is a bug. */
export function asUnavailable(error: unknown): unknown {
  const code = codeOf(error)
  const away = code !== undefined && (/^(08|53|57)/.test(code) || /^E(CONN|PIPE|NOTFOUND|TIMEDOUT)/.test(code))
  const lost =
    error instanceof Error &&
    /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error/.test(error.message)
  return away || lost ? new Unavailable('the database did not answer') : error
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** True where an insert met an existing row of the named unique constraint (23505). */
export function violates(error: unknown, constraint: string): boolean {
  return (
    codeOf(error) === '23505' && typeof error === 'object' && error !== null && 'constraint' in error && error.constraint === constraint
  )
}

/** Whether the database answers now, within the statement time limit. */
export async function isAnswering(db: Database): Promise<boolean> {
  return sql`select 1`.execute(db.read).then(
    () => true,
    () => false,
  )
}
