/**
 * The two values that CertLogic has beside JSON ones: the reading of the clock, and date-times that remember how they follow it. From that the
 * exact time at which a comparison of date-times flips is worked out. Must not look at data or expressions.
 */
import { addMonths, monthIndex, monthStart, type Shift } from './date-time.ts'

/** What `var` gives at the path of the clock: the text that stands there, known to move on. No own properties, so that `var` finds none in it. */
export class ClockReading {
  readonly #text: string
  readonly #ms: number
  constructor(text: string, ms: number) {
    this.#text = text
    this.#ms = ms
  }
  get text(): string {
    return this.#text
  }
  get ms(): number {
    return this.#ms
  }
}

/**
 * How a date-time follows the clock. null: fixed. 0: moves with it, one millisecond for one. Any other number: it is the clock moved by so many calendar
 * months, which stands still or jumps where months differ in length.
 */
export type Follows = number | null

/** A date-time. No own properties, as above. */
export class Moment {
  readonly #ms: number
  readonly #followsBy: Follows
  constructor(ms: number, followsBy: Follows) {
    this.#ms = ms
    this.#followsBy = followsBy
  }
  get ms(): number {
    return this.#ms
  }
  get followsBy(): Follows {
    return this.#followsBy
  }
}

/** `plusTime`: `ms` (epoch ms) moved by a shift. */
export function shiftedMs(ms: number, shift: Shift): number {
  return shift.months === 0 ? ms + shift.ms : addMonths(ms, shift.months)
}

/**
 * The earliest time after `now` (epoch ms) at which "left is before right" ("before or equal", where `orEqual`), both in epoch ms, turns into its
 * opposite; Infinity where it never does. Exact, except where both sides follow the clock by different numbers of months: then the next start of a
 * month, before which it cannot flip.
 */
export function flipsAt(left: number, leftFollows: Follows, right: number, rightFollows: Follows, orEqual: boolean, now: number): number {
  if (leftFollows === rightFollows) return Number.POSITIVE_INFINITY
  if (leftFollows !== null && rightFollows !== null) return monthStart(monthIndex(now) + 1)
  // left <= right is left < right + 1, and constant < moment is not (moment < constant + 1): whole milliseconds make every case "moment < limit".
  if (leftFollows !== null) return reaches(left, leftFollows, right + (orEqual ? 1 : 0), now)
  return reaches(right, rightFollows as number, left + (orEqual ? 0 : 1), now)
}

/** The earliest time after `now` at which "moment < limit" flips, for a moment that stands at `ms` now and is the clock moved by `months`. */
function reaches(ms: number, months: number, limit: number, now: number): number {
  const below = ms < limit
  if (months === 0) return below ? now + limit - ms : Number.POSITIVE_INFINITY
  // Inside one month of the clock the moment is the clock plus a constant. It can cross the limit only while it is in the limit's month, one
  // before (running over by up to three days) or one after.
  const limitMonth = monthIndex(limit) - months
  for (let month = Math.max(monthIndex(now), limitMonth - 1); month <= limitMonth + 1; month++) {
    const offset = monthStart(month + months) - monthStart(month)
    const from = Math.max(now, monthStart(month))
    if (below) {
      const crossing = Math.max(from, limit - offset)
      if (crossing < monthStart(month + 1)) return crossing
    } else if (from + offset < limit) return from
  }
  return Number.POSITIVE_INFINITY
}
