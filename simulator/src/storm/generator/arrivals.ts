/**
 * When people want something: a Poisson process for each kind, its rate following a course, given how many come in all. Fixed before the storm begins and never slowed by
 * answers (open loop): that is what makes a wait visible. Pure: the same seed gives the same morning.
 */
import type { Chance } from '../../seeded-chance.ts'
import { type Course, type Kind, kinds, type Profile, rateAt } from '../kinds.ts'

export interface Arrival {
  /** Milliseconds from the beginning of the storm. */
  readonly atMs: number
  readonly kind: Kind
}

const resolution = 1_000_000_000

/** All arrivals of a profile within `seconds`, in order of time. */
export function arrivalsOf(profile: Profile, seconds: number, chance: Chance): Arrival[] {
  const all = kinds.flatMap((kind) => {
    const course = profile[kind]
    return course === undefined ? [] : arrivalsOfKind(kind, course, seconds, chance.fork())
  })
  return all.sort((one, other) => one.atMs - other.atMs)
}

/**
 * As many as the course expects, at moments drawn from it: given its count, a Poisson process is that (Lewis and Shedler 1979, section 2). They come in bunches as
 * ever; that a whole storm happens to ask 3 % more than its course says would be read as the server's doing. Moments are drawn by rejection: each is kept with the
 * chance that its rate has in the highest.
 */
function arrivalsOfKind(kind: Kind, course: Course, seconds: number, chance: Chance): Arrival[] {
  const ratesMax = Math.max(...course.map(([, perSecond]) => perSecond))
  const found: Arrival[] = []
  if (ratesMax <= 0) return found
  const expected = expectedOf(course, seconds)
  const count = Math.floor(expected) + (drawn(chance) < expected % 1 ? 1 : 0)
  while (found.length < count) {
    const second = drawn(chance) * seconds
    if (drawn(chance) < rateAt(course, second) / ratesMax) found.push({ atMs: second * 1000, kind })
  }
  return found
}

/** How many a course asks for within `seconds`: between corners the rate is a straight line. */
function expectedOf(course: Course, seconds: number): number {
  const corners = [0, ...course.map(([at]) => at).filter((at) => at > 0 && at < seconds), seconds]
  return corners.slice(1).reduce((sum, to, at) => {
    const from = corners[at]!
    return sum + (to - from) * rateAt(course, (from + to) / 2)
  }, 0)
}

/** From 0 to below 1. */
function drawn(chance: Chance): number {
  return chance.below(resolution) / resolution
}
