/**
 * A round in numbers: swabs at every step by round, site, box, device or laboratory, and how long each hop took. One pass over the round's rows each.
 */
import { sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'
import { type Cut, type Hop, hops } from './round-cut.ts'

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
  site: sql`site_id::text`,
  box: sql`box_code`,
  device: sql`device_id::text`,
  laboratory: sql`laboratory_id::text`,
} as const satisfies Record<Exclude<Cut, 'round'>, unknown>

/** Swabs by step. A step counts as taken where a later one was: what was tested has been received, told or not. */
export async function readCut(db: Queryable, roundId: string, by: Exclude<Cut, 'round'>): Promise<CutRow[]> {
  const { rows } = await sql<CutRow>`
    select coalesce(${keys[by]}, '') as key, ${swabsByStep}
    from reconciliation.tube_progress where round_id = ${roundId} and swabs > 0 group by 1 order by 1`.execute(db)
  return rows
}

/** The whole round in swabs and in tubes. */
export async function readTotals(db: Queryable, roundId: string): Promise<{ readonly swabs: StepCounts; readonly tubes: StepCounts }> {
  const { rows } = await sql<StepCounts & Record<`${keyof StepCounts}Tubes`, number>>`
    select ${swabsByStep}, ${tubesFrom(1)} as "inTubeTubes", ${tubesFrom(3)} as "boxedTubes", ${tubesFrom(4)} as "receivedTubes",
      ${tubesFrom(5)} as "testedTubes", ${tubesFrom(6)} as "releasedTubes", ${tubesFrom(7)} as "onCodeTubes"
    from reconciliation.tube_progress where round_id = ${roundId} and swabs > 0`.execute(db)
  const { inTube, boxed, received, tested, released, onCode, ...rest } = rows[0]!
  return {
    swabs: { inTube, boxed, received, tested, released, onCode },
    tubes: {
      inTube: rest.inTubeTubes,
      boxed: rest.boxedTubes,
      received: rest.receivedTubes,
      tested: rest.testedTubes,
      released: rest.releasedTubes,
      onCode: rest.onCodeTubes,
    },
  }
}

const swabsFrom = (step: number) => sql`coalesce(sum(swabs) filter (where step >= ${sql.lit(step)}), 0)::float8`
const tubesFrom = (step: number) => sql`(count(*) filter (where step >= ${sql.lit(step)}))::float8`
const swabsByStep = sql`${swabsFrom(1)} as "inTube", ${swabsFrom(3)} as boxed, ${swabsFrom(4)} as received, ${swabsFrom(5)} as tested,
  ${swabsFrom(6)} as released, coalesce(sum(least(on_code_swabs, swabs)), 0)::float8 as "onCode"`

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

/** Whole seconds, never below zero: two clocks may differ by more than a hop takes. A statement a hop, each well within its time limit. */
export async function readDelays(db: Queryable, roundId: string): Promise<Delay[]> {
  const delays: Delay[] = []
  for (const hop of hops) {
    const [from, to] = hopColumns[hop].map((column) => sql.ref(column))
    const { rows } = await sql<{ parts: [number, number, number] | null; n: number }>`
      select percentile_cont(array[0.5, 0.9, 0.99]) within group (order by greatest(0, date_part('epoch', ${to} - ${from}))::int) as parts,
        count(*)::float8 as n
      from reconciliation.tube_progress where round_id = ${roundId} and swabs > 0 and ${to} is not null and ${from} is not null`.execute(db)
    const { parts, n } = rows[0]!
    const [p50 = null, p90 = null, p99 = null] = parts ?? []
    delays.push({ hop, p50, p90, p99, n })
  }
  return delays
}
