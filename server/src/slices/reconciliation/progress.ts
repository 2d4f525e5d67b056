/**
 * How far a round has come, as figures. Pure: facts of other slices in, figures out. A site that says nothing is shown as silent, never as finished.
 */
import type { Site } from '../places/index.ts'
import type { Round } from '../rounds/index.ts'
import type { Device } from '../sampling/index.ts'

export interface DivisionFigures {
  readonly code: string
  readonly name: string
  readonly expected: number
  readonly sampled: number
}

export interface SiteFigures {
  readonly siteId: string
  readonly name: string
  readonly streetCode: string
  readonly mapX: number
  readonly mapY: number
  readonly desks: number
  readonly expected: number
  readonly sampled: number
  readonly lastHour: number
  readonly queuePeople: number | null
  readonly queueSeenAt: string | null
  readonly devicesSilent: number
}

export interface RoundFigures {
  readonly expected: number
  readonly sampled: number
  readonly districts: readonly DivisionFigures[]
  readonly streets: readonly DivisionFigures[]
  readonly sites: readonly SiteFigures[]
}

/** What other slices say of a round at one moment. */
export interface RoundFacts {
  readonly round: Pick<Round, 'startsAt' | 'endsAt' | 'sites'>
  readonly expected: number
  readonly expectedByStreet: ReadonlyMap<string, number>
  readonly expectedAtSite: ReadonlyMap<string, number>
  readonly siteOf: ReadonlyMap<string, Site>
  readonly sampledByStreet: ReadonlyMap<string, number>
  readonly sampledAtSite: ReadonlyMap<string, { readonly sampled: number; readonly lastHour: number }>
  readonly queueAtSite: ReadonlyMap<string, { readonly people: number; readonly at: Date }>
  readonly devices: readonly Device[]
  readonly names: ReadonlyMap<string, string>
}

const minuteMs = 60_000
/** Not heard for so long, a device counts as silent. */
export const silentAfterMs = 30 * minuteMs
/** A device that was last heard before a round's start by more than this has no part in it. */
const beforeStartMs = 24 * 60 * minuteMs

/** Whether records of this device may be missing here: it said that some wait, left a gap, or works in a running round and is not heard. */
export function isSilent(device: Device, round: Pick<Round, 'startsAt' | 'endsAt'>, now: Date): boolean {
  if (device.lastContactAt === null) return false
  const silent = now.getTime() - device.lastContactAt.getTime() > silentAfterMs
  if (!silent) return false
  const behind = (device.queued ?? 0) > 0 || device.missingRecords > 0
  const running = now >= round.startsAt && now < round.endsAt
  return behind || (running && device.lastContactAt.getTime() > round.startsAt.getTime() - beforeStartMs)
}

/** The figures at this moment. Whoever was sampled outside their own round's sites counts where they were sampled. */
export function countRound(facts: RoundFacts, now: Date): RoundFigures {
  const planned = new Map(facts.round.sites.map((site) => [site.siteId, site]))
  const siteIds = new Set([...planned.keys(), ...facts.sampledAtSite.keys()])
  const silentAt = countSilent(facts, now)
  const sites = [...siteIds].map((siteId) => siteFigures(facts, siteId, planned.get(siteId)?.desks ?? 0, silentAt.get(siteId) ?? 0))
  const streets = divisions(facts, (street) => street)
  const districts = divisions(facts, (street) => street.slice(0, 6))
  const sampled = sites.reduce((sum, site) => sum + site.sampled, 0)
  return { expected: facts.expected, sampled, districts, streets, sites }
}

/** Silent devices by site: 5,077 sites and 11,669 devices are gone through once. */
function countSilent({ devices, round }: RoundFacts, now: Date): Map<string, number> {
  const silentAt = new Map<string, number>()
  for (const device of devices)
    if (device.siteId !== null && isSilent(device, round, now)) silentAt.set(device.siteId, (silentAt.get(device.siteId) ?? 0) + 1)
  return silentAt
}

function siteFigures(facts: RoundFacts, siteId: string, desks: number, devicesSilent: number): SiteFigures {
  const { name = siteId, streetCode = '', mapX = 0, mapY = 0 } = facts.siteOf.get(siteId) ?? {}
  const queue = facts.queueAtSite.get(siteId)
  return {
    siteId,
    name,
    streetCode,
    mapX,
    mapY,
    desks,
    expected: facts.expectedAtSite.get(siteId) ?? 0,
    sampled: facts.sampledAtSite.get(siteId)?.sampled ?? 0,
    lastHour: facts.sampledAtSite.get(siteId)?.lastHour ?? 0,
    queuePeople: queue?.people ?? null,
    queueSeenAt: queue?.at.toISOString() ?? null,
    devicesSilent,
  }
}

function divisions(facts: RoundFacts, codeOf: (street: string) => string): DivisionFigures[] {
  const sums = new Map<string, { expected: number; sampled: number }>()
  const sumOf = (street: string) => {
    const code = codeOf(street)
    const sum = sums.get(code) ?? { expected: 0, sampled: 0 }
    sums.set(code, sum)
    return sum
  }
  for (const [street, people] of facts.expectedByStreet) sumOf(street).expected += people
  for (const [street, swabs] of facts.sampledByStreet) sumOf(street).sampled += swabs
  return [...sums]
    .map(([code, sum]) => ({ code, name: facts.names.get(code) ?? code, ...sum }))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
}
