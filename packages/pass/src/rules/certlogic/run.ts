/**
 * The state of one evaluation: steps left, the clock as read, the earliest moment at which the value can change; and the checks on values that
 * every operation shares. One evaluation at a time.
 */
import { formatDateTime, parseDateTime } from './date-time.ts'
import { certLogicLimits } from './limits.ts'
import { ClockReading, Moment } from './moment.ts'
import { Undecided } from './undecided.ts'

export class Run {
  stepsLeft: number
  /** Epoch ms, Infinity = never. */
  changesAt = Number.POSITIVE_INFINITY
  clock: ClockReading | null = null

  constructor(stepsMax: number) {
    this.stepsLeft = stepsMax
  }

  /** As it was made, so that it can be used again: holds on to nothing of the data. */
  reset(stepsMax: number): void {
    this.stepsLeft = stepsMax
    this.changesAt = Number.POSITIVE_INFINITY
    this.clock = null
  }

  step(operator: string, count = 1): void {
    this.stepsLeft -= count
    if (this.stepsLeft < 0) throw new Undecided('steps_exceeded', operator)
  }

  /** The value at the path of the clock as a reading that is followed; anything but a date-time string stays what it is. */
  readClock(value: unknown): unknown {
    if (typeof value !== 'string') return value
    const ms = parseDateTime(value)
    if (Number.isNaN(ms)) return value
    this.clock = new ClockReading(value, ms)
    return this.clock
  }

  /** The value depends on a comparison that flips at `ms`. */
  flips(ms: number): void {
    if (ms < this.changesAt) this.changesAt = ms
  }

  /** The clock was used in a way that cannot be followed: the value may change at once. */
  loseClock(clock: ClockReading): string {
    this.flips(clock.ms)
    return clock.text
  }
}

/** Truthy, falsy, or neither (undecided): CertLogic's own narrow notion. */
export function isTruthy(value: unknown, operator: string): boolean {
  if (typeof value === 'boolean') return value
  if (value === null) return false
  if (typeof value === 'string') return value !== ''
  if (typeof value === 'number') return value !== 0
  if (Array.isArray(value)) return value.length > 0
  if (value instanceof ClockReading) return true // it moves on, but it is never empty
  if (typeof value !== 'object' || value instanceof Moment) throw new Undecided('not_truthy_nor_falsy', operator)
  for (const key in value) if (Object.hasOwn(value, key)) return true
  return false
}

export function toInteger(value: unknown, operator: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  throw new Undecided('not_an_integer', operator)
}

/** An array that may be walked: its items are paid for as steps. */
export function toArray(value: unknown, operator: string, run: Run): readonly unknown[] {
  if (!Array.isArray(value)) throw new Undecided('not_an_array', operator)
  if (value.length > certLogicLimits.arrayItemsMax) throw new Undecided('array_too_long', operator)
  run.step(operator, value.length)
  return value
}

/** A value fit to leave: date-times as RFC 3339 strings, the clock as its text (from then on it changes at once). */
export function settle(value: unknown, run: Run, depth = 1): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof ClockReading) return run.loseClock(value)
  if (value instanceof Moment) {
    if (value.followsBy !== null && run.clock !== null) run.loseClock(run.clock)
    return formatDateTime(value.ms)
  }
  if (depth > certLogicLimits.valueDepthMax) throw new Undecided('value_too_deep', 'value')
  run.step('value')
  if (Array.isArray(value)) return value.map((item) => settle(item, run, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, settle(item, run, depth + 1)]))
}
