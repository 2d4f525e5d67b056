/**
 * Tubes and boxes as other slices may see them: what the desks' records add up to so far.
 */
import type { Pool } from '@evergate/pass/sampling'
import { sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'

export interface Tube {
  readonly tubeCode: string
  readonly kind: Pool | null
  readonly siteId: string | null
  readonly deviceId: string | null
  readonly roundId: string | null
  /** Null where no record of the opening has arrived. */
  readonly openedAt: Date | null
  readonly closedAt: Date | null
  /** What the sampler counted in the tube when closing it. */
  readonly swabsCounted: number | null
  readonly boxCode: string | null
  readonly boxedAt: Date | null
  /** Swabs that count: people, each once. */
  readonly swabs: number
  /** When the first of them was taken; null of an empty tube. */
  readonly firstSampledAt: Date | null
  /** Its number was used for two tubes: its results belong to nobody until that is settled. */
  readonly ambiguous: boolean
}

export interface Box {
  readonly boxCode: string
  readonly siteId: string | null
  /** Tubes that were put into it and not taken out, sorted. */
  readonly tubeCodes: readonly string[]
  readonly closedAt: Date | null
  readonly tubesCounted: number | null
  readonly handedOverAt: Date | null
  readonly courier: string | null
}

/** The tubes that any desk has told of among these. */
export async function readTubes(db: Queryable, tubeCodes: readonly string[]): Promise<Tube[]> {
  if (tubeCodes.length === 0) return []
  const { rows } = await sql<Tube>`
    select tube_code as "tubeCode", pool as kind, site_id as "siteId", device_id as "deviceId", round_id as "roundId", opened_at as "openedAt",
      closed_at as "closedAt", swabs_counted as "swabsCounted", box_code as "boxCode", boxed_at as "boxedAt", swabs, first_sampled_at as "firstSampledAt", ambiguous
    from sampling.tube where tube_code = any(${tubeCodes}::text[])`.execute(db)
  return rows
}

/**
 * When each of these tubes was opened (null: not told), of those that any desk has told of. Narrower than `readTubes`: a laboratory's file names a
 * million tubes.
 */
export async function readOpenings(db: Queryable, tubeCodes: readonly string[]): Promise<Map<string, Date | null>> {
  if (tubeCodes.length === 0) return new Map()
  const { rows } = await sql<{ tube_code: string; opened_ms: number | null }>`
    select tube_code, (extract(epoch from opened_at) * 1000)::float8 as opened_ms from sampling.tube where tube_code = any(${tubeCodes}::text[])`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.tube_code, row.opened_ms === null ? null : new Date(row.opened_ms)]))
}

/** The boxes that any desk has told of among these: by closing them, handing them over, or putting a tube into them. */
export async function readBoxes(db: Queryable, boxCodes: readonly string[]): Promise<Box[]> {
  if (boxCodes.length === 0) return []
  const { rows } = await sql<Box>`
    select asked.box_code as "boxCode", coalesce(box.site_id, inside.site_id) as "siteId", coalesce(inside.tube_codes, '{}') as "tubeCodes",
      box.closed_at as "closedAt", box.tubes_counted as "tubesCounted", box.handed_over_at as "handedOverAt", box.courier
    from (select distinct unnest(${boxCodes}::text[]) as box_code) as asked
    left join sampling.box on box.box_code = asked.box_code
    left join (select box_code, array_agg(tube_code order by tube_code) as tube_codes, (array_agg(site_id order by boxed_at, tube_code))[1] as site_id
      from sampling.tube where box_code = any(${boxCodes}::text[]) group by box_code) as inside on inside.box_code = asked.box_code
    where box.box_code is not null or inside.box_code is not null`.execute(db)
  return rows
}

/** Numbers of all tubes any desk has told of, in the database's order, from the one after `after` on: for recomputing. */
export async function pageTubeCodes(db: Queryable, after: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ tube_code: string }>`
    select tube_code from sampling.tube where tube_code > ${after} order by tube_code limit ${limit}`.execute(db)
  return rows.map((row) => row.tube_code)
}
