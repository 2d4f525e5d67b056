/**
 * The state of one evaluation: steps left, the clock as read, the earliest moment at which the value can change; and the checks on values that
 * every operation shares. One evaluation at a time.
 */
import { formatDateTime, parseDateTime } from './date-time.ts'
import { certLogicLimits } from './limits.ts'
import { ClockReading, Moment } from './moment.ts'
import { Undecided } from './undecided.ts'

export class Run {
  readonly stepsMax: number
  stepsLeft: number
  /** Epoch ms, Infinity = never. */
  changesAt = Number.POSITIVE_INFINITY
  clock: ClockReading | null = null
  /** What most paths of the expression lead through. */
  container: unknown = null

  constructor(stepsMax: number) {
    this.stepsMax = stepsMax
    this.stepsLeft = stepsMax
  }

  /** As it was made, so that it can be used again: holds on to nothing of the data. */
  reset(): void {
    this.stepsLeft = this.stepsMax
    this.changesAt = Number.POSITIVE_INFINITY
    this.clock = null
    this.container = null
  }

  step(operator: string, count = 1): void {
    this.stepsLeft -= count
    if (this.stepsLeft < 0) throw new Undecided('steps_exceeded', operator)
  }

  /** The value at the path of the clock as a reading that is followed; anything but a date-time string stays what it is. */
  readClock(value: unknown): unknown {
    if (typeof value !== 'string') return value
    if (value !== lastReading.text) {
      const ms = parseDateTime(value)
      if (Number.isNaN(ms)) return value
      lastReading = new ClockReading(value, ms)
    }
    this.clock = lastReading
    return lastReading
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

/** The clock as it was read last, and it alone: all rules of one decision, and of many people decided together, are asked at one time. */
let lastReading = new ClockReading('1970', parseDateTime('1970'))

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

/** A value fit to leave: date-times as RFC 3339 strings, the clock as its text (from then on it changes at once). Its lists and objects are counted anew. */
export function settle(value: unknown, run: Run): unknown {
  if (typeof value !== 'object' || value === null) return value
  run.stepsLeft = run.stepsMax
  return settlePart(value, run, 1)
}

function settlePart(value: unknown, run: Run, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof ClockReading) return run.loseClock(value)
  if (value instanceof Moment) {
    if (value.followsBy !== null && run.clock !== null) run.loseClock(run.clock)
    return formatDateTime(value.ms)
  }
  if (depth > certLogicLimits.valueDepthMax) throw new Undecided('value_too_deep', 'value')
  run.step('value')
  if (Array.isArray(value)) return value.map((item) => settlePart(item, run, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, settlePart(item, run, depth + 1)]))
}
