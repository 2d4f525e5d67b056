/**
 * How far a round has come: swabs by street and by site, and the queues that samplers see. Counts swabs, so somebody sampled twice counts twice.
 */
import { sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'

const hourMs = 3_600_000

/** Swabs of the round by the street where the resident lives; people without a street are left out. */
export async function countSampledByStreet(db: Queryable, roundId: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ street: string; swabs: number }>`
    select street_code as street, count(*)::int as swabs from sampling.swab
    where round_id = ${roundId} and state = 'counted' and street_code is not null group by street_code`.execute(db)
  return new Map(rows.map(({ street, swabs }) => [street, swabs]))
}

/** Swabs of the round by site, in all and in the hour before `now`. */
export async function countSampledBySite(
  db: Queryable,
  roundId: string,
  now: Date,
): Promise<Map<string, { readonly sampled: number; readonly lastHour: number }>> {
  const { rows } = await sql<{ siteId: string; sampled: number; lastHour: number }>`
    select site_id as "siteId", count(*)::int as sampled, count(*) filter (where sampled_at > ${new Date(now.getTime() - hourMs)})::int as "lastHour"
    from sampling.swab where round_id = ${roundId} and state = 'counted' group by site_id`.execute(db)
  return new Map(rows.map(({ siteId, ...counts }) => [siteId, counts]))
}

/** The latest count of people waiting at each of these sites. */
export async function readQueuesSeen(
  db: Queryable,
  siteIds: readonly string[],
): Promise<Map<string, { readonly people: number; readonly at: Date }>> {
  if (siteIds.length === 0) return new Map()
  const { rows } = await sql<{ siteId: string; people: number; at: Date }>`
    select site_id as "siteId", people, at from sampling.queue_seen where site_id = any(${siteIds}::uuid[])`.execute(db)
  return new Map(rows.map(({ siteId, ...seen }) => [siteId, seen]))
}
