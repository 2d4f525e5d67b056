/**
 * When people want something: a Poisson process for each kind, its rate following a course. Fixed before the storm begins and never slowed by
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

/** By thinning (Lewis and Shedler 1979): candidates at the highest rate, each kept with the chance that the rate of its moment has in it. */
function arrivalsOfKind(kind: Kind, course: Course, seconds: number, chance: Chance): Arrival[] {
  const ratesMax = Math.max(...course.map(([, perSecond]) => perSecond))
  const found: Arrival[] = []
  if (ratesMax <= 0) return found
  for (let second = gap(chance, ratesMax); second < seconds; second += gap(chance, ratesMax)) {
    if (chance.below(resolution) < (rateAt(course, second) / ratesMax) * resolution) found.push({ atMs: second * 1000, kind })
  }
  return found
}

function gap(chance: Chance, perSecond: number): number {
  return -Math.log((chance.below(resolution) + 1) / resolution) / perSecond
}
