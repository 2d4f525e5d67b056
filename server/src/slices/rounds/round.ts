/**
 * A testing round: who is asked, between when and when, where, into what kind of tube. Pure: limits, states derived from time, which streets belong to
 * it, how long a desk is open. Knows no swab.
 */
import type { Pool, TubeRule } from '@evergate/pass/sampling'
import { accept, type Result, refuse } from '../../platform/result.ts'

export interface Area {
  /** A district (6 digits) or a street (9), whose pool goes before its district's. */
  readonly code: string
  readonly pool: Pool
}

/** A building that is sampled at its door. Nobody's building is known here: the planner says how many people live in it, and nobody is held to have missed it. */
export interface Building {
  readonly streetCode: string
  readonly name: string
  readonly residents: number
  readonly pool: Pool
}

export interface RoundSite {
  readonly siteId: string
  readonly desks: number
  /** Hours of the region's own time, `HH:MM`; one that closes at or before its opening hour closes the day after. */
  readonly opensAt: string
  readonly closesAt: string
}

export interface Period {
  readonly startsAt: Date
  readonly endsAt: Date
}

export interface RoundPlan extends Period {
  readonly name: string
  readonly graceHours: number
  readonly mandatory: boolean
  readonly tubeRule: TubeRule
  readonly areas: readonly Area[]
  readonly buildings: readonly Building[]
  readonly sites: readonly RoundSite[]
}

export interface Round extends RoundPlan {
  readonly roundId: string
  readonly demo: boolean
  readonly cancelledAt: Date | null
  readonly cancelledBecause: string | null
}

export const roundStates = ['planned', 'running', 'ended', 'cancelled'] as const
export type RoundState = (typeof roundStates)[number]

export const roundDaysMax = 14
export const roundAheadDaysMax = 90
export const areasMax = 500
export const buildingsMax = 500
export const buildingResidentsMax = 20_000
/** Xi'an's largest round had 5,077 sites. */
export const sitesMax = 8_000
export const desksMax = 60
export const graceHoursMax = 72

const minuteMs = 60_000
const hourMs = 3_600_000
const dayMs = 86_400_000

export type PlanRefusal =
  | { readonly code: 'rounds.ends_before_start' }
  | { readonly code: 'rounds.ends_in_past' }
  | { readonly code: 'rounds.too_long'; readonly daysMax: number }
  | { readonly code: 'rounds.too_far_ahead'; readonly daysMax: number }
  | { readonly code: 'rounds.tube_rule_invalid' }
  | { readonly code: 'rounds.area_twice'; readonly area: string }
  | { readonly code: 'rounds.area_unknown'; readonly area: string }
  | { readonly code: 'rounds.nowhere' }
  | { readonly code: 'rounds.building_twice'; readonly building: string }
  | { readonly code: 'rounds.site_twice'; readonly siteId: string }
  | { readonly code: 'rounds.site_unknown'; readonly siteId: string }
  | { readonly code: 'rounds.site_never_open'; readonly siteId: string }

/** What the world knows: divisions of the region and its sites. */
export interface KnownPlaces {
  readonly divisions: ReadonlySet<string>
  readonly siteIds: ReadonlySet<string>
  readonly utcOffsetMinutes: number
}

/** Holds a plan against every limit; the first that it breaks is named. */
export function checkPlan(plan: RoundPlan, known: KnownPlaces, now: Date): Result<'sound', PlanRefusal> {
  const period = checkPeriod(plan, now)
  if (!period.ok) return period
  if (plan.tubeRule.lengthMin > plan.tubeRule.lengthMax) return refuse({ code: 'rounds.tube_rule_invalid' })
  const areaTwice = firstRepeated(plan.areas.map((area) => area.code))
  if (areaTwice !== undefined) return refuse({ code: 'rounds.area_twice', area: areaTwice })
  const unknown = plan.areas.find((area) => !known.divisions.has(area.code))
  if (unknown !== undefined) return refuse({ code: 'rounds.area_unknown', area: unknown.code })
  if (plan.areas.length + plan.buildings.length === 0) return refuse({ code: 'rounds.nowhere' })
  const unknownStreet = plan.buildings.find((building) => !known.divisions.has(building.streetCode))
  if (unknownStreet !== undefined) return refuse({ code: 'rounds.area_unknown', area: unknownStreet.streetCode })
  const buildingTwice = firstRepeated(plan.buildings.map(({ streetCode, name }) => `${streetCode} ${name}`))
  if (buildingTwice !== undefined) return refuse({ code: 'rounds.building_twice', building: buildingTwice })
  const siteTwice = firstRepeated(plan.sites.map((site) => site.siteId))
  if (siteTwice !== undefined) return refuse({ code: 'rounds.site_twice', siteId: siteTwice })
  const nowhere = plan.sites.find((site) => !known.siteIds.has(site.siteId))
  if (nowhere !== undefined) return refuse({ code: 'rounds.site_unknown', siteId: nowhere.siteId })
  const closed = plan.sites.find((site) => openHours(plan, site, known.utcOffsetMinutes) === 0)
  return closed === undefined ? accept('sound') : refuse({ code: 'rounds.site_never_open', siteId: closed.siteId })
}

/** The limits of a round's period alone. */
export function checkPeriod({ startsAt, endsAt }: Period, now: Date): Result<'sound', PlanRefusal> {
  if (endsAt <= startsAt) return refuse({ code: 'rounds.ends_before_start' })
  if (endsAt <= now) return refuse({ code: 'rounds.ends_in_past' })
  if (endsAt.getTime() - startsAt.getTime() > roundDaysMax * dayMs) return refuse({ code: 'rounds.too_long', daysMax: roundDaysMax })
  if (startsAt.getTime() - now.getTime() > roundAheadDaysMax * dayMs)
    return refuse({ code: 'rounds.too_far_ahead', daysMax: roundAheadDaysMax })
  return accept('sound')
}

/** Where a round stands at this moment. */
export function stateOf(round: Pick<Round, 'startsAt' | 'endsAt' | 'cancelledAt'>, now: Date): RoundState {
  if (round.cancelledAt !== null) return 'cancelled'
  if (now < round.startsAt) return 'planned'
  return now < round.endsAt ? 'running' : 'ended'
}

/** The moment after which a swab no longer counts for the round. */
export function graceEndOf({ endsAt, graceHours }: Pick<Round, 'endsAt' | 'graceHours'>): Date {
  return new Date(endsAt.getTime() + graceHours * hourMs)
}

/** The area that speaks for this street: its own, else its district's. */
export function areaOfStreet(areas: readonly Area[], streetCode: string): Area | undefined {
  return areas.find((area) => area.code === streetCode) ?? areas.find((area) => area.code === streetCode.slice(0, 6))
}

/** How many hours of the period a desk is open. */
export function openHours(
  period: Period,
  { opensAt, closesAt }: Pick<RoundSite, 'opensAt' | 'closesAt'>,
  utcOffsetMinutes: number,
): number {
  const opensMs = minutesOf(opensAt) * minuteMs
  const closesMs = minutesOf(closesAt) * minuteMs
  const lastsMs = closesMs > opensMs ? closesMs - opensMs : closesMs + dayMs - opensMs
  const startMs = period.startsAt.getTime() + utcOffsetMinutes * minuteMs
  const endMs = period.endsAt.getTime() + utcOffsetMinutes * minuteMs
  let openMs = 0
  // from the day before the first: a desk may have opened yesterday evening
  for (let day = Math.floor(startMs / dayMs) - 1; day * dayMs < endMs; day++) {
    const from = Math.max(startMs, day * dayMs + opensMs)
    const to = Math.min(endMs, day * dayMs + opensMs + lastsMs)
    if (to > from) openMs += to - from
  }
  return openMs / hourMs
}

function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number) as [number, number]
  return hours * 60 + minutes
}

function firstRepeated(values: readonly string[]): string | undefined {
  const seen = new Set<string>()
  return values.find((value) => seen.has(value) || !seen.add(value))
}
