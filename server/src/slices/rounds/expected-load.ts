/**
 * How many people a plan lets expect, in each area and at each site. Pure: residents are counted by others. People go where it is near: to the sites of
 * their street, else of their district, else to all of them, shared by desks.
 */
import { areaOfStreet, openHours, type RoundPlan } from './round.ts'

/** More swabs an hour than this is more than one desk can take. */
export const perDeskPerHourMax = 120

export interface ExpectedSite {
  readonly siteId: string
  readonly expected: number
  readonly perDeskPerHour: number
  readonly overloaded: boolean
}

export interface ExpectedLoad {
  readonly expected: number
  readonly byArea: ReadonlyMap<string, number>
  readonly byStreet: ReadonlyMap<string, number>
  readonly sites: readonly ExpectedSite[]
}

/** The load of a plan, from the residents of each street and the street of each site. */
export function expectLoad(
  plan: Pick<RoundPlan, 'areas' | 'buildings' | 'sites' | 'startsAt' | 'endsAt'>,
  residentsOf: ReadonlyMap<string, number>,
  streetOfSite: ReadonlyMap<string, string>,
  utcOffsetMinutes: number,
): ExpectedLoad {
  const byArea = new Map(plan.areas.map((area) => [area.code, 0]))
  const byStreet = new Map<string, number>()
  for (const [street, residents] of residentsOf) {
    const area = areaOfStreet(plan.areas, street)
    if (area === undefined) continue
    byArea.set(area.code, byArea.get(area.code)! + residents)
    byStreet.set(street, residents)
  }
  const bySite = shareBySites(plan.sites, byStreet, streetOfSite)
  const sites = plan.sites.map((site) => {
    const expected = Math.round(bySite.get(site.siteId) ?? 0)
    const rate = expected / (site.desks * openHours(plan, site, utcOffsetMinutes))
    return { siteId: site.siteId, expected, perDeskPerHour: Math.round(rate * 10) / 10, overloaded: rate > perDeskPerHourMax }
  })
  const expected = [...byStreet.values()].reduce((sum, one) => sum + one, 0) + expectedAtDoors(plan)
  return { expected, byArea, byStreet, sites }
}

/** People of the buildings whose street is not in the round anyway. They wait at their door and at no site. */
export function expectedAtDoors({ areas, buildings }: Pick<RoundPlan, 'areas' | 'buildings'>): number {
  return buildings
    .filter(({ streetCode }) => areaOfStreet(areas, streetCode) === undefined)
    .reduce((sum, { residents }) => sum + residents, 0)
}

/** Sites that share the people of a street. */
export interface SharedDesks {
  readonly siteIds: readonly string[]
  readonly desks: number
}

/** From a street to the sites its people go to: its own, else its district's, else all there are. Streets with one answer get the same object. */
export function nearestSites(
  sites: RoundPlan['sites'],
  streetOfSite: ReadonlyMap<string, string>,
): (streetCode: string) => SharedDesks | undefined {
  const groups = new Map<string, { siteIds: string[]; desks: number }>()
  for (const site of sites) {
    const street = streetOfSite.get(site.siteId) ?? ''
    for (const place of [street, street.slice(0, 6), anywhere]) {
      const group = groups.get(place) ?? { siteIds: [], desks: 0 }
      group.siteIds.push(site.siteId)
      group.desks += site.desks
      groups.set(place, group)
    }
  }
  return (streetCode) => groups.get(streetCode) ?? groups.get(streetCode.slice(0, 6)) ?? groups.get(anywhere)
}

function shareBySites(
  sites: RoundPlan['sites'],
  byStreet: ReadonlyMap<string, number>,
  streetOfSite: ReadonlyMap<string, string>,
): Map<string, number> {
  const desksOf = new Map(sites.map((site) => [site.siteId, site.desks]))
  const nearest = nearestSites(sites, streetOfSite)
  // people by the sites they share first, then by desks: 172 streets and 5,077 sites stay quick
  const shared = new Map<SharedDesks, number>()
  for (const [street, residents] of byStreet) {
    const group = nearest(street)
    if (group !== undefined) shared.set(group, (shared.get(group) ?? 0) + residents)
  }
  const shares = new Map<string, number>()
  for (const [{ siteIds, desks }, residents] of shared) {
    for (const siteId of siteIds) shares.set(siteId, (shares.get(siteId) ?? 0) + (residents * desksOf.get(siteId)!) / desks)
  }
  return shares
}

const anywhere = 'anywhere'
