/**
 * A plan held against the city: where its sites are, who lives in its areas, what they are called.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { listSites, readDivisionNames, type Site, utcOffsetMinutes } from '../places/index.ts'
import { countByStreet } from '../residents/index.ts'
import { type ExpectedLoad, expectedAtDoors, expectLoad, nearestSites } from './expected-load.ts'
import type { ListRounds, Preview, RoundRead, Rounds, RoundsAtSite } from './round.schema.ts'
import { areaOfStreet, graceEndOf, type Round, type RoundPlan, type RoundState, stateOf } from './round.ts'
import { findRoundsAt, listRounds, type RoundHead, readRound } from './rounds.query.ts'

export type RoundNotFound = { readonly code: 'rounds.not_found' }

const dayMs = 86_400_000

/** The load that a round lets expect, with the sites it was reckoned from. */
export async function readExpectedLoad(
  db: Queryable,
  plan: Pick<RoundPlan, 'areas' | 'buildings' | 'sites' | 'startsAt' | 'endsAt'>,
): Promise<{ readonly load: ExpectedLoad; readonly siteOf: ReadonlyMap<string, Site> }> {
  const [sites, residents] = await Promise.all([listSites(db), countByStreet(db)])
  const streetOf = new Map(sites.map((site) => [site.siteId, site.streetCode]))
  return { load: expectLoad(plan, residents, streetOf, utcOffsetMinutes), siteOf: new Map(sites.map((site) => [site.siteId, site])) }
}

/** The streets of a round, each with the sites its people go to. */
export async function readStreetsOfRound(db: Queryable, round: Round): Promise<Map<string, readonly string[]>> {
  const [names, sites] = await Promise.all([readDivisionNames(db), listSites(db)])
  const nearest = nearestSites(round.sites, new Map(sites.map((site) => [site.siteId, site.streetCode])))
  const streets = [...names.keys()].filter((code) => code.length === 9 && areaOfStreet(round.areas, code) !== undefined)
  return new Map(streets.map((street) => [street, nearest(street)?.siteIds ?? []]))
}

/** What to expect of a plan, in words and numbers for the person who plans. */
export async function describeExpectations(db: Queryable, plan: RoundPlan): Promise<Static<typeof Preview>> {
  const [{ load, siteOf }, names] = await Promise.all([readExpectedLoad(db, plan), readDivisionNames(db)])
  return {
    expected: load.expected,
    areas: plan.areas.map(({ code, pool }) => ({ code, name: names.get(code) ?? code, expected: load.byArea.get(code) ?? 0, pool })),
    buildings: [...plan.buildings],
    sites: load.sites.map((site) => ({ ...site, name: siteOf.get(site.siteId)?.name ?? site.siteId })),
  }
}

export async function showRounds(ctx: Ctx, { state }: Static<typeof ListRounds>): Promise<Result<Static<typeof Rounds>, never>> {
  const [rounds, residents] = await Promise.all([listRounds(ctx.db.read), countByStreet(ctx.db.read)])
  const now = ctx.clock.now()
  const shown = rounds.map((round) => {
    let expected = expectedAtDoors(round)
    for (const [street, people] of residents) if (areaOfStreet(round.areas, street) !== undefined) expected += people
    return { ...headOf(round, stateOf(round, now)), expected, areas: round.areas.length, sites: round.siteCount }
  })
  return accept({ rounds: state === undefined ? shown : shown.filter((round) => round.state === state) })
}

export async function showRound(
  ctx: Ctx,
  { roundId }: { readonly roundId: string },
): Promise<Result<Static<typeof RoundRead>, RoundNotFound>> {
  const round = await readRound(ctx.db.read, roundId)
  if (round === undefined) return refuse({ code: 'rounds.not_found' })
  const [expectations, sites] = await Promise.all([describeExpectations(ctx.db.read, round), listSites(ctx.db.read)])
  const siteOf = new Map(sites.map((site) => [site.siteId, site]))
  return accept({
    ...headOf(round, stateOf(round, ctx.clock.now())),
    tubeRule: { ...round.tubeRule, prefixes: [...round.tubeRule.prefixes] },
    demo: round.demo,
    cancelledAt: round.cancelledAt?.toISOString() ?? null,
    cancelledBecause: round.cancelledBecause,
    expected: expectations.expected,
    areas: expectations.areas,
    buildings: expectations.buildings,
    sites: round.sites.map((site, at) => {
      const { streetCode = '', mapX = 0, mapY = 0 } = siteOf.get(site.siteId) ?? {}
      return { ...expectations.sites[at]!, ...site, streetCode, mapX, mapY }
    }),
  })
}

/** Rounds that a desk of this site needs on a day without network: those of now and of the next day. */
export async function showRoundsAtSite(
  ctx: Ctx,
  { siteId }: { readonly siteId: string },
): Promise<Result<Static<typeof RoundsAtSite>, never>> {
  const now = ctx.clock.now()
  const rounds = await findRoundsAt(ctx.db.read, siteId, now, new Date(now.getTime() + dayMs))
  return accept({
    rounds: rounds.map((round) => ({
      ...round,
      tubeRule: { ...round.tubeRule, prefixes: [...round.tubeRule.prefixes] },
      startsAt: round.startsAt.toISOString(),
      endsAt: round.endsAt.toISOString(),
    })),
  })
}

function headOf(round: Round | RoundHead, state: RoundState) {
  const { roundId, name, startsAt, endsAt, graceHours, mandatory } = round
  return { roundId, name, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), graceHours, mandatory, state }
}

/** Whether swabs no longer count for the round. */
export function isOver(round: Round, now: Date): boolean {
  return now >= graceEndOf(round)
}
