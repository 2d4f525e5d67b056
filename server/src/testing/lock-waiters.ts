/**
 * Makes a race certain: a test holds a row, starts its contenders, and lets go when all of them wait. Must not be used outside tests.
 */
import { sql } from 'kysely'
import { until } from '../platform/clock.ts'
import type { Ground } from '../platform/context.ts'

/** Resolves once this many statements of the test's database wait for a lock; throws where they do not within 20 s. */
export async function lockWaiters(ground: Pick<Ground, 'db'>, count: number): Promise<void> {
  const enough = await until(async () => {
    const { rows } = await sql<{ waiting: string }>`
      select count(*) as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
      ground.db.read,
    )
    return Number(rows[0]!.waiting) === count
  }, 20_000)
  if (!enough) throw new Error(`not ${count} statements wait for a lock`)
}
