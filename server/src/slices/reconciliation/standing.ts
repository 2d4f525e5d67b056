/**
 * What about a tube depends on the present moment: where it stands, and whether it was held up on the way. Pieces of SQL, so that counting and listing can never mean different things.
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

/**
 * The round's tubes that hold swabs, as `tube`, each with two words more: `excused` where a mistaken number explains it, `silent` where its desk is not heard.
 * Joined, because a list of thousands inside an expression is searched from the start for every row (56 s instead of 1 s at 1.2 million tubes).
 */
export function tubesOf(roundId: string, { explained, silentDeviceIds }: Moment): RawBuilder<unknown> {
  return sql`(select progress.*, ambiguous or explained.code is not null as excused, silent.id is not null as silent
    from reconciliation.tube_progress progress
    left join unnest(${explained}::text[]) as explained (code) on explained.code = progress.tube_code
    left join unnest(${silentDeviceIds}::uuid[]) as silent (id) on silent.id = progress.device_id
    where round_id = ${roundId} and swabs > 0) as tube`
}

/** The standing code of a tube; null where it is finished or excused. */
export const standingCode = sql<StandingCode | null>`case when step = 7 or excused then null when step <= 2 and silent then 'device_silent'
  else (array['not_closed', 'not_boxed', 'not_received', 'not_tested', 'not_released', 'not_on_code'])[step] end`

/** When the hop began that takes, or took, longer than it may; null where none does. Of a tube on a silent desk nobody knows whether it was boxed. */
export function delayedSince({ now }: Pick<Moment, 'now'>): RawBuilder<Date | null> {
  const hop = (from: string, to: string, hours: number, running: RawBuilder<unknown>) => sql`
    when coalesce(${sql.ref(to)}, case when ${running} then ${now}::timestamptz end) - ${sql.ref(from)}
      > ${sql.lit(`${hours} hours`)}::interval then ${sql.ref(from)}`
  return sql`case when excused then null
    ${hop('closed_at', 'boxed_at', limitHours.closedBoxed, sql`step = 2 and not silent`)}
    ${hop('boxed_at', 'received_at', limitHours.boxedReceived, sql`step = 3`)}
    ${hop('received_at', 'tested_at', limitHours.receivedTested, sql`step = 4`)} end`
}

/** Since when a tube stands where it stands. */
export const standingSince = sql<Date>`coalesce(
  (array[coalesce(opened_at, sampled_at), closed_at, boxed_at, received_at, tested_at, released_at])[step], sampled_at, opened_at)`
