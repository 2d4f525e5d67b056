/**
 * Connections as Kysely uses them, over a pool of node-postgres: statements by name, a statement that failed only because its plan was old once more,
 * and, for one request, no further than its deadline. A driver of our own, because Kysely's makes a whole database object for every pool it is given.
 */
import { type CompiledQuery, type ConnectionProvider, type DatabaseConnection, DefaultQueryExecutor, Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { Guard } from './cancellation.ts'
import type { StatementNames } from './statement-names.ts'

/** A database that runs its statements on connections from elsewhere. */
export type OnConnections<DB> = (provider: ConnectionProvider) => Kysely<DB>

/** What all databases of a pool share: compiler and transaction commands. Making one more of them costs about a microsecond. */
export function createOnConnections<DB>(pool: pg.Pool): OnConnections<DB> {
  const dialect = new PostgresDialect({ pool })
  const [config, driver] = [{ dialect }, dialect.createDriver()]
  const [compiler, adapter] = [dialect.createQueryCompiler(), dialect.createAdapter()]
  return (provider) => new Kysely<DB>({ config, dialect, driver, executor: new DefaultQueryExecutor(compiler, adapter, provider) })
}

/** Connections of a pool. */
export function provideFrom(pool: pg.Pool, names: StatementNames | undefined): ConnectionProvider {
  return {
    provideConnection: async (consumer) => {
      const client = await pool.connect()
      try {
        return await consumer(connectionOf((text, values) => query(client, names, text, values)))
      } finally {
        client.release()
      }
    },
  }
}

/** The same, each statement watched by a guard. */
export function provideGuarded(pool: pg.Pool, names: StatementNames | undefined, guard: Guard): ConnectionProvider {
  return {
    provideConnection: async (consumer) => {
      guard.enter()
      const client = await pool.connect()
      const watch = guard.watch(client)
      try {
        return await consumer(connectionOf((text, values) => watch.run(text, () => query(client, names, text, values))))
      } finally {
        watch.release()
      }
    },
  }
}

type Answered = pg.QueryArrayResult<unknown[]>

function connectionOf(run: (text: string, values: readonly unknown[]) => Promise<Answered>): DatabaseConnection {
  return {
    executeQuery: async <R>({ sql, parameters }: CompiledQuery) => {
      const { command, rowCount, rows, fields } = await run(sql, parameters)
      return { rows: rowsOf(fields, rows) as R[], ...(writing.has(command) ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}) }
    },
    streamQuery: () => {
      throw new Error('no statement is read in parts here')
    },
  }
}

/**
 * Rows as objects. node-postgres makes them too, but each by copying an object of the answer's own, and V8 then makes a hidden class for each row and for
 * everything that is made of one: in its old space, with all that it knows of, until the next full collection.
 */
function rowsOf(fields: readonly pg.FieldDef[] | undefined, rows: readonly unknown[][] | undefined): Record<string, unknown>[] {
  if (fields === undefined || rows === undefined) return []
  const names = fields.map(({ name }) => name)
  return rows.map((values) => {
    const row: Record<string, unknown> = {}
    for (let at = 0; at < names.length; at++) row[names[at]!] = values[at]
    return row
  })
}

const writing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

async function query(
  client: pg.PoolClient,
  names: StatementNames | undefined,
  text: string,
  values: readonly unknown[],
): Promise<Answered> {
  const name = values.length === 0 ? undefined : names?.nameOf(text)
  if (name === undefined) return client.query({ text, values: values as unknown[], rowMode: 'array' })
  try {
    return await client.query({ name, text, values: values as unknown[], rowMode: 'array' })
  } catch (error) {
    if (!isOldPlan(error)) throw error
    names?.renew(name)
    // Outside a transaction it is asked again at once; inside one, the whole transaction is, because this failure has ended it (40001).
    if (client.getTransactionStatus() !== 'I') throw Object.assign(error as Error, { code: '40001' })
    return client.query({ text, values: values as unknown[], rowMode: 'array' })
  }
}

/** A migration changed what a named statement answers ("cached plan must not change result type", 0A000). */
function isOldPlan(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && error.code === '0A000' && 'routine' in error && error.routine === 'RevalidateCachedQuery'
  )
}
