/**
 * A round in numbers: swabs at every step by round, site, box, device or laboratory, and how long each hop took. One pass over the round's rows each.
 */
import { sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'

export const cuts = ['round', 'site', 'box', 'device', 'laboratory'] as const
export type Cut = (typeof cuts)[number]

export interface StepCounts {
  readonly inTube: number
  readonly boxed: number
  readonly received: number
  readonly tested: number
  readonly released: number
  readonly onCode: number
}

export interface CutRow extends StepCounts {
  /** Empty where the tubes belong to none. */
  readonly key: string
}

const keys = {
  round: sql`round_id::text`,
  site: sql`site_id::text`,
  box: sql`box_code`,
  device: sql`device_id::text`,
  laboratory: sql`laboratory_id::text`,
} as const satisfies Record<Cut, unknown>

/** Swabs by step. A step counts as taken where a later one was: what was tested has been received, told or not. */
export async function readCut(db: Queryable, roundId: string, by: Cut): Promise<CutRow[]> {
  const { rows } = await sql<CutRow>`
    select coalesce(${keys[by]}, '') as key, sum(swabs)::float8 as "inTube", ${swabsFrom(3)} as boxed, ${swabsFrom(4)} as received,
      ${swabsFrom(5)} as tested, ${swabsFrom(6)} as released, sum(least(on_code_swabs, swabs))::float8 as "onCode"
    from reconciliation.tube_progress where round_id = ${roundId} and swabs > 0 group by 1 order by 1`.execute(db)
  return rows
}

const swabsFrom = (step: number) => sql`coalesce(sum(swabs) filter (where step >= ${sql.lit(step)}), 0)::float8`
const tubesFrom = (step: number) => sql`(count(*) filter (where step >= ${sql.lit(step)}))::float8`

/** The same in tubes. */
export async function readTubeCounts(db: Queryable, roundId: string): Promise<StepCounts> {
  const { rows } = await sql<StepCounts>`
    select ${tubesFrom(1)} as "inTube", ${tubesFrom(3)} as boxed, ${tubesFrom(4)} as received, ${tubesFrom(5)} as tested,
      ${tubesFrom(6)} as released, ${tubesFrom(7)} as "onCode"
    from reconciliation.tube_progress where round_id = ${roundId} and swabs > 0`.execute(db)
  return rows[0]!
}

export const hops = ['sampled_closed', 'closed_boxed', 'boxed_received', 'received_tested', 'tested_released', 'released_on_code'] as const
export type Hop = (typeof hops)[number]

/** Seconds within which half, nine of ten and 99 of 100 tubes made a hop; null where none has. */
export interface Delay {
  readonly hop: Hop
  readonly p50: number | null
  readonly p90: number | null
  readonly p99: number | null
  readonly n: number
}

const hopColumns: Readonly<Record<Hop, readonly [from: string, to: string]>> = {
  sampled_closed: ['sampled_at', 'closed_at'],
  closed_boxed: ['closed_at', 'boxed_at'],
  boxed_received: ['boxed_at', 'received_at'],
  received_tested: ['received_at', 'tested_at'],
  tested_released: ['tested_at', 'released_at'],
  released_on_code: ['released_at', 'on_code_at'],
}

/** Whole seconds, never below zero: two clocks may differ by more than a hop takes. */
export async function readDelays(db: Queryable, roundId: string): Promise<Delay[]> {
  const seconds = (hop: Hop) => {
    const [from, to] = hopColumns[hop]
    return sql`greatest(0, extract(epoch from ${sql.ref(to)} - ${sql.ref(from)}))::int`
  }
  const { rows } = await sql<Record<Hop, [number, number, number] | null> & Record<`${Hop}_n`, number>>`
    select ${sql.join(
      hops.map(
        (hop) => sql`percentile_cont(array[0.5, 0.9, 0.99]) within group (order by ${seconds(hop)}) as ${sql.ref(hop)},
          count(${seconds(hop)})::float8 as ${sql.ref(`${hop}_n`)}`,
      ),
    )}
    from reconciliation.tube_progress where round_id = ${roundId} and swabs > 0`.execute(db)
  const row = rows[0]!
  return hops.map((hop) => {
    const [p50 = null, p90 = null, p99 = null] = row[hop] ?? []
    return { hop, p50, p90, p99, n: row[`${hop}_n`] }
  })
}
