/**
 * How far a round has come: swabs by street and by site, and the queues that samplers see. Counts swabs, so somebody sampled twice counts twice.
 */
import { sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'

const hourMs = 3_600_000

/** Swabs of the round by the street where the resident lives; people without a street are left out. Tubes of the same streets are counted before they are taken apart. */
export async function countSampledByStreet(db: Queryable, roundId: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ street: string; swabs: number }>`
    select street, sum(swabs)::int as swabs
    from (
      select unnest(string_to_array(streets, ',')) as street, case when position(',' in streets) > 0 then tubes else swabs end as swabs
      from (select streets, count(*) as tubes, sum(cardinality(sample_ids)) as swabs from sampling.tube_swabs where round_id = ${roundId} and streets is not null and states is null group by streets) as alike
      union all
      select coalesce(street, streets), 1 from sampling.tube_swabs cross join lateral unnest(string_to_array(streets, ','), states) as one (street, state)
      where round_id = ${roundId} and streets is not null and states is not null and state = 'counted'
    ) as counted where street <> '' group by street`.execute(db)
  return new Map(rows.map(({ street, swabs }) => [street, swabs]))
}

/** Swabs of the round by site, in all and in the hour before `now`. Nearly every tube's swabs all count, were taken at one site, and are not of this hour: those are not looked at one by one. */
export async function countSampledBySite(
  db: Queryable,
  roundId: string,
  now: Date,
): Promise<Map<string, { readonly sampled: number; readonly lastHour: number }>> {
  const hourAgo = new Date(now.getTime() - hourMs)
  const { rows } = await sql<{ siteId: string; sampled: number; lastHour: number }>`
    select site_id as "siteId", sum(sampled)::int as sampled, sum(late)::int as "lastHour"
    from (
      select site_id, cardinality(sample_ids) as sampled, case when sampled_ats[cardinality(sampled_ats)] > ${hourAgo}
        then (select count(*) from unnest(sampled_ats) as at where at > ${hourAgo}) else 0 end as late
      from sampling.tube_swabs where round_id = ${roundId} and states is null and site_ids is null
      union all
      select coalesce(one.site_id, tube.site_id), 1, (at > ${hourAgo})::int
      from sampling.tube_swabs as tube cross join lateral unnest(sampled_ats, states, site_ids) as one (at, state, site_id)
      where round_id = ${roundId} and (states is not null or site_ids is not null) and (state is null or state = 'counted')
    ) as tubes group by site_id`.execute(db)
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
