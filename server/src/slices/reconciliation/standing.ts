/**
 * Conditions on rows of tube_progress that depend on the present moment: where a tube stands, and whether it was held up on the way. SQL as text pieces,
 * so that counting and listing can never mean different things.
 */
import { type RawBuilder, sql } from 'kysely'

/** Where a tube that is not finished stands; in the order of its way. */
export const standingCodes = [
  'not_closed',
  'not_boxed',
  'not_received',
  'not_tested',
  'not_released',
  'not_on_code',
  'device_silent',
  'not_synced',
] as const
export type StandingCode = (typeof standingCodes)[number]

/** The places where swabs vanish (DOMAIN 5). */
export const vanishingCodes = [
  'swab_not_taken',
  'person_not_bound',
  'wrong_number_typed',
  'others_code_shown',
  'no_document',
  'transport_delayed',
  'tube_number_wrong',
] as const
export type VanishingCode = (typeof vanishingCodes)[number]

export const differenceCodes = [...vanishingCodes, ...standingCodes] as const
export type DifferenceCode = VanishingCode | StandingCode

/** Whether a difference is only where a tube stands. */
export function isStanding(code: DifferenceCode): boolean {
  return standingCodes.some((one) => one === code)
}

/** How long a hop may take before it counts as delayed, whether it has ended since or not. */
export const limitHours = { closedBoxed: 2, boxedReceived: 4, receivedTested: 12 } as const
/** A desk that was not heard of for this long is silent: what it has on it nobody else knows. */
export const silentAfterMs = 30 * 60_000

/** What the judgement of a round needs to know beside the rows. */
export interface Moment {
  readonly now: Date
  readonly silentDeviceIds: readonly string[]
  /** Tubes whose absence a mistaken number explains. */
  readonly explained: readonly string[]
}

const silent = ({ silentDeviceIds }: Moment): RawBuilder<boolean> => sql`coalesce(device_id = any(${silentDeviceIds}::uuid[]), false)`
const unexplained = ({ explained }: Moment): RawBuilder<boolean> => sql`not ambiguous and not tube_code = any(${explained}::text[])`

/** The standing code of a row; null where it is finished, empty, or explained. */
export function standingOf(moment: Moment): RawBuilder<string | null> {
  return sql`case when step = 7 or swabs = 0 or not (${unexplained(moment)}) then null
    when step <= 2 and ${silent(moment)} then 'device_silent'
    else (array['not_closed', 'not_boxed', 'not_received', 'not_tested', 'not_released', 'not_on_code'])[step] end`
}

/** When the hop began that takes, or took, longer than it may; null where none does. Of a tube on a silent desk nobody knows whether it was boxed. */
export function delayedSince(moment: Moment): RawBuilder<Date | null> {
  const hop = (from: string, to: string, step: number, hours: number, running = sql`true`) => sql`
    when coalesce(${sql.ref(to)}, case when step = ${sql.lit(step)} and ${running} then ${moment.now}::timestamptz end) - ${sql.ref(from)}
      > ${sql.lit(`${hours} hours`)}::interval then ${sql.ref(from)}`
  return sql`case when swabs = 0 or not (${unexplained(moment)}) then null
    ${hop('closed_at', 'boxed_at', 2, limitHours.closedBoxed, sql`not ${silent(moment)}`)}
    ${hop('boxed_at', 'received_at', 3, limitHours.boxedReceived)}
    ${hop('received_at', 'tested_at', 4, limitHours.receivedTested)} end`
}

/** Since when a row stands where it stands. */
export const standingSince = sql<Date>`coalesce(
  (array[coalesce(opened_at, sampled_at), closed_at, boxed_at, received_at, tested_at, released_at])[step], sampled_at, opened_at)`
