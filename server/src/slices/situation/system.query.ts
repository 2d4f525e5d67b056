/**
 * How the server itself is doing: database, outbox, loops, and roughly how many rows there are. Nothing about people.
 */
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { type Database, isAnswering } from '../../platform/db/database.ts'
import type { LoopState } from '../../platform/loops.ts'
import { accept, type Result } from '../../platform/result.ts'
import type { System } from './system.schema.ts'

export interface SystemSources {
  readonly version: string
  readonly startedAt: Date
  readonly databases: Readonly<Record<string, Database>>
  loopStates(): readonly LoopState[]
  backlogs(): Promise<readonly { consumer: string; behind: number; failed: string | null }[]>
}

/** The state of this server and its database. */
export async function readSystem(ctx: Ctx, sources: SystemSources): Promise<Result<Static<typeof System>, never>> {
  const now = ctx.clock.now()
  const [ok, size, tables, outbox] = await Promise.all([
    isAnswering(ctx.db),
    sql<{ bytes: string }>`select pg_database_size(current_database()) as bytes`.execute(ctx.db.read),
    sql<{ name: string; rows: string }>`
      select schemaname || '.' || relname as name, n_live_tup as rows from pg_stat_user_tables order by n_live_tup desc, 1 limit 50`.execute(
      ctx.db.read,
    ),
    sources.backlogs(),
  ])
  return accept({
    version: sources.version,
    startedAt: sources.startedAt.toISOString(),
    uptimeSeconds: Math.floor((now.getTime() - sources.startedAt.getTime()) / 1000),
    database: {
      ok,
      sizeBytes: Number(size.rows[0]?.bytes ?? 0),
      pools: Object.entries(sources.databases).map(([plane, database]) => ({ plane, ...database.poolState() })),
    },
    outbox: outbox.map((one) => ({ ...one })),
    loops: sources.loopStates().map((loop) => ({ ...loop, lastRunAt: loop.lastRunAt?.toISOString() ?? null })),
    tables: tables.rows.map((row) => ({ name: row.name, rows: Number(row.rows) })),
  })
}
