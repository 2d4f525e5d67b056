/**
 * Keeps the figures of rounds that somebody looks at no older than a few seconds, on connections where counting may take its time.
 */
import { sql } from 'kysely'
import type { Ground } from '../../platform/context.ts'
import { readRound } from '../rounds/index.ts'
import { freshMs, recountRound } from './progress.query.ts'

const askedWithinMs = 5 * 60_000

/** Counts again the round whose figures are oldest among those asked for lately; returns how many it counted. */
export async function refreshProgress(ground: Ground): Promise<number> {
  const now = ground.clock.now().getTime()
  const { rows } = await sql<{ round_id: string }>`
    select round_id from reconciliation.round_progress
    where asked_at > ${new Date(now - askedWithinMs)} and (as_of is null or as_of <= ${new Date(now - freshMs)})
    order by as_of nulls first limit 1`.execute(ground.db.read)
  const [stale] = rows
  const round = stale === undefined ? undefined : await readRound(ground.db.read, stale.round_id)
  if (round === undefined) return 0
  await recountRound(ground, round)
  return 1
}
