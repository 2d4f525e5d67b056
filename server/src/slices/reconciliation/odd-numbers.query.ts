/**
 * Numbers that only laboratories know, or know twice, over all rounds, and the tubes they may have been meant for. Reads only; near-numbers.ts judges.
 */
import { sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'
import { limitHours } from './standing.ts'

/** Seen at a laboratory, told of by no desk; or reported with two outcomes; or used for two tubes by desks. */
export interface OddTube extends Omit<AbsentTube, 'takenAt'> {
  readonly laboratoryId: string | null
  readonly known: boolean
  readonly ambiguous: boolean
  readonly since: Date
  /** A round that other tubes of the same box belong to, once the desk has told that the box was handed over, this tube not in it. */
  readonly boxToldOfRound: string | null
  /** Any round that other tubes of the same box belong to. */
  readonly boxRound: string | null
}

export interface AbsentTube {
  readonly tubeCode: string
  readonly boxCode: string | null
  readonly received: boolean
  readonly roundId: string | null
  readonly siteId: string | null
  readonly deviceId: string | null
  readonly swabs: number
  /** When its first swab was taken. */
  readonly takenAt: Date
}

const oddMax = 20_000
const absentMax = 50_000

/** The first of them by number; more than these are a desk's whole shift not synced, not mistakes. */
export async function readOddTubes(db: Queryable): Promise<OddTube[]> {
  const { rows } = await sql<OddTube>`
    select odd.tube_code as "tubeCode", odd.box_code as "boxCode", odd.laboratory_id as "laboratoryId", odd.received_at is not null as received,
      odd.round_id as "roundId", odd.site_id as "siteId", odd.device_id as "deviceId", odd.swabs, odd.known, odd.ambiguous,
      coalesce(case when odd.known then greatest(odd.received_at, odd.tested_at) end, odd.received_at, odd.tested_at, odd.sampled_at) as since,
      told.round_id as "boxToldOfRound", mate.round_id as "boxRound"
    from (select * from reconciliation.tube_progress where not known and (received_at is not null or tested_at is not null)
      union all select * from reconciliation.tube_progress where known and (ambiguous or differing) and swabs > 0
      order by tube_code limit ${oddMax}) as odd
    left join lateral (select round_id from reconciliation.tube_progress mate
      where mate.box_code = odd.box_code and mate.round_id is not null limit 1) as mate on true
    left join lateral (select round_id from reconciliation.tube_progress mate
      where mate.box_code = odd.box_code and mate.round_id is not null and mate.handed_over_at is not null limit 1) as told on true`.execute(
    db,
  )
  return rows
}

/**
 * Tubes that should have been seen by now: their box has come and they were not entered, the rest of their box has been tested, or they are long overdue.
 * Tubes merely on their way are not among them: a neighbouring number on its way is no sign of a mistake.
 */
export async function readAbsentTubes(db: Queryable, now: Date): Promise<AbsentTube[]> {
  const overdue = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000)
  const { rows } = await sql<AbsentTube>`
    select tube_code as "tubeCode", box_code as "boxCode", received_at is not null as received, round_id as "roundId", site_id as "siteId",
      device_id as "deviceId", swabs, sampled_at as "takenAt"
    from reconciliation.tube_progress tube
    where round_id is not null and step < 5 and swabs > 0 and not ambiguous and (
      (received_at is null and (box_received_at is not null or closed_at < ${overdue(limitHours.closedBoxed + limitHours.boxedReceived)}
        or box_code in (select box_code from reconciliation.tube_progress where not known)))
      or received_at < ${overdue(limitHours.receivedTested)}
      or exists (select from reconciliation.tube_progress mate where mate.box_code = tube.box_code and mate.tested_at is not null))
    order by tube_code limit ${absentMax}`.execute(db)
  return rows
}
