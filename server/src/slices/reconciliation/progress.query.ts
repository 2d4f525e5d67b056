/**
 * How far a round has come, from figures that are kept for a moment. Counting is done at most every few seconds, by one caller; where it takes long, by
 * the loop alone (progress.job.ts), and callers are shown the last figures with their age.
 */
import { sql } from 'kysely'
import type { Static } from 'typebox'
import { monotonicMs } from '../../platform/clock.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { readDivisionNames } from '../places/index.ts'
import { type Round, readExpectedLoad, readRound } from '../rounds/index.ts'
import { countSampledBySite, countSampledByStreet, readDevices, readQueuesSeen } from '../sampling/index.ts'
import type { Progress, ReadProgress } from './progress.schema.ts'
import { countRound, type RoundFigures } from './progress.ts'

/** Figures younger than this are shown as they are. */
export const freshMs = 10_000
/** Counting that took longer than this is not done while somebody waits, unless there are no figures at all. */
const quickMs = 500

interface Kept {
  readonly as_of: Date | null
  readonly took_ms: number
  readonly figures: RoundFigures | null
}

export async function readProgress(
  ctx: Ctx,
  { roundId, districtCode }: Static<typeof ReadProgress>,
): Promise<Result<Static<typeof Progress>, { readonly code: 'rounds.not_found' }>> {
  const round = await readRound(ctx.db.read, roundId)
  if (round === undefined) return refuse({ code: 'rounds.not_found' })
  const kept = await askFor(ctx, roundId)
  const now = ctx.clock.now()
  const { asOf, figures } =
    kept.as_of !== null && kept.figures !== null && (now.getTime() - kept.as_of.getTime() < freshMs || kept.took_ms > quickMs)
      ? { asOf: kept.as_of, figures: kept.figures }
      : await recountRound(ctx, round)
  const streets = districtCode === undefined ? [] : figures.streets.filter((street) => street.code.startsWith(districtCode))
  return accept({
    asOf: asOf.toISOString(),
    expected: figures.expected,
    sampled: figures.sampled,
    districts: [...figures.districts],
    streets,
    sites: [...figures.sites],
  })
}

/** Counts a round and keeps the figures. Of two who count at once the later figures stay. */
export async function recountRound(ctx: Pick<Ctx, 'db' | 'clock'>, round: Round): Promise<{ asOf: Date; figures: RoundFigures }> {
  const startedMs = monotonicMs()
  const asOf = ctx.clock.now()
  const figures = await countNow(ctx.db.read, round, asOf)
  const tookMs = Math.round(monotonicMs() - startedMs)
  await sql`
    update reconciliation.round_progress set as_of = ${asOf}, took_ms = ${tookMs}, figures = ${JSON.stringify(figures)}::jsonb
    where round_id = ${round.roundId} and (as_of is null or as_of <= ${asOf})`.execute(ctx.db.read)
  return { asOf, figures }
}

/** The figures kept for this round, with a note that somebody asked: the loop counts those rounds only. */
async function askFor(ctx: Ctx, roundId: string): Promise<Kept> {
  const now = ctx.clock.now()
  await sql`
    insert into reconciliation.round_progress as kept (round_id, asked_at) values (${roundId}, ${now})
    on conflict (round_id) do update set asked_at = excluded.asked_at where kept.asked_at < ${new Date(now.getTime() - 30_000)}`.execute(
    ctx.db.read,
  )
  const { rows } = await sql<Kept>`select as_of, took_ms, figures from reconciliation.round_progress where round_id = ${roundId}`.execute(
    ctx.db.read,
  )
  return rows[0]!
}

async function countNow(db: Queryable, round: Round, now: Date): Promise<RoundFigures> {
  const [{ load, siteOf }, names, sampledByStreet, sampledAtSite, devices] = await Promise.all([
    readExpectedLoad(db, round),
    readDivisionNames(db),
    countSampledByStreet(db, round.roundId),
    countSampledBySite(db, round.roundId, now),
    readDevices(db, null),
  ])
  const queueAtSite = await readQueuesSeen(db, [...new Set([...round.sites.map((site) => site.siteId), ...sampledAtSite.keys()])])
  const expectedAtSite = new Map(load.sites.map((site) => [site.siteId, site.expected]))
  const { expected, byStreet: expectedByStreet } = load
  const sampled = { sampledByStreet, sampledAtSite, queueAtSite }
  return countRound({ round, expected, expectedByStreet, expectedAtSite, siteOf, ...sampled, devices, names }, now)
}
