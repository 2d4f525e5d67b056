/** What a site's figures say about it, and how that is drawn: one shape, one word, one colour each. Pure. */
import type { SiteProgress } from './progress.query.ts'

/** In the order in which a commander should look. */
export const siteStates = ['silent', 'queue', 'behind', 'on_course', 'waiting', 'done'] as const
export type SiteState = (typeof siteStates)[number]

export type Course = { readonly startsAt: string; readonly endsAt: string }

/** People waiting for each desk from which on the queue is long: half an hour at the usual two minutes each. */
const queuePerDeskMax = 15
/** A queue seen longer ago says nothing about now. */
const queueOldMs = 30 * 60_000
/** How far behind the even course a site may be before it is called behind: a tenth of its residents. */
const lagMax = 0.1

/** The first that applies: a device is silent, the queue is long, all are sampled, behind the even course, not begun, on course. */
export function siteStateOf(site: SiteProgress, course: Course, nowMs: number): SiteState {
  if (site.devicesSilent > 0) return 'silent'
  if (hasLongQueue(site, nowMs)) return 'queue'
  if (site.expected > 0 && site.sampled >= site.expected) return 'done'
  const elapsed = elapsedShare(course, nowMs)
  if (site.expected > 0 && elapsed - site.sampled / site.expected > lagMax) return 'behind'
  return site.sampled === 0 ? 'waiting' : 'on_course'
}

/** The part of the round's time that is over, 0 to 1. */
export function elapsedShare({ startsAt, endsAt }: Course, nowMs: number): number {
  const start = Date.parse(startsAt)
  const length = Date.parse(endsAt) - start
  return length <= 0 ? 1 : Math.min(1, Math.max(0, (nowMs - start) / length))
}

function hasLongQueue(site: SiteProgress, nowMs: number): boolean {
  if (site.queuePeople === null || site.queueSeenAt === null) return false
  if (nowMs - Date.parse(site.queueSeenAt) > queueOldMs) return false
  return site.queuePeople > site.desks * queuePerDeskMax
}

/** Outlines around the middle of a 20 by 20 field; no two alike even without colour. */
export const siteShapes: Record<SiteState, string> = {
  silent: 'M10 1 19 10l-9 9-9-9Z',
  queue: 'M2 2h16v16H2Z',
  behind: 'M10 18 1 3h18Z',
  on_course: 'M10 1a9 9 0 1 1 0 18 9 9 0 0 1 0-18Z',
  waiting: 'M10 1a9 9 0 1 1 0 18 9 9 0 0 1 0-18Zm0 4a5 5 0 1 0 0 10 5 5 0 0 0 0-10Z',
  done: 'M10 1 19 7.500 15.500 18h-11L1 7.500Z',
}

/** Half the width of a site's sign on a map 1000 wide: the area grows with the residents expected. */
export function signRadius(expected: number, largest: number): number {
  return 11 + 17 * Math.sqrt(largest <= 0 ? 0 : Math.min(1, expected / largest))
}

export type MapView = { readonly left: number; readonly top: number; readonly side: number }
const sideMin = 300
const marginShare = 0.1

/** The square of the map that holds all sites with some room around them; never so close that two neighbours fill it. */
export function viewOf(sites: readonly Pick<SiteProgress, 'mapX' | 'mapY'>[]): MapView {
  const [xs, ys] = [sites.map(({ mapX }) => mapX), sites.map(({ mapY }) => mapY)]
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const side = Math.max(sideMin, Math.max(right - left, bottom - top) * (1 + 2 * marginShare))
  return { left: (left + right - side) / 2, top: (top + bottom - side) / 2, side }
}

/** Most in need of a look first, then the largest. */
export function byUrgency(course: Course, nowMs: number): (a: SiteProgress, b: SiteProgress) => number {
  const rank = (site: SiteProgress): number => siteStates.indexOf(siteStateOf(site, course, nowMs))
  return (a, b) => rank(a) - rank(b) || b.expected - a.expected || a.name.localeCompare(b.name)
}
