/**
 * `plusTime`, `dccDateOfBirth` and the comparisons of date-times. Where both sides are known to be date-times they are compared as numbers. Must not
 * catch: an `Undecided` ends the whole evaluation.
 */
import { compare } from './compare.ts'
import { parseDate, parseDateTime, type TimeUnit, toShift } from './date-time.ts'
import { ClockReading, type Follows, flipsAt, Moment, shiftedMs } from './moment.ts'
import { type Build, givesBoolean, isData, type Operand, read, type Shifted } from './operand.ts'
import type { Run } from './run.ts'
import { Undecided } from './undecided.ts'

export const buildPlusTime: Build = (operands, compile, inLambda) => {
  const operand = compile(operands[0], inLambda)
  const shift = toShift(operands[1] as number, operands[2] as TimeUnit)
  const { source } = operand
  const evaluate = (scope: unknown, run: Run): Moment => {
    const value = read(source, scope, run)
    return new Moment(shiftedMs(readDateTime(value), shift), value instanceof ClockReading ? shift.months : null)
  }
  const ofClock = operand.gives === 'clock'
  return ofClock || isData(operand)
    ? { gives: 'date-time', shifted: { source, shift, ofClock }, source: evaluate }
    : { gives: 'any', source: evaluate }
}

/** Epoch ms. */
function readDateTime(value: unknown): number {
  if (value === lastText) return lastMs
  if (value instanceof ClockReading) return value.ms
  const ms = typeof value === 'string' ? parseDateTime(value) : Number.NaN
  if (Number.isNaN(ms)) throw new Undecided('not_a_date_string', 'plusTime')
  lastText = value as string
  lastMs = ms
  return ms
}

/** The date-time read last: rules about one fact read the same one in turn. */
let lastText = '1970'
let lastMs = parseDateTime(lastText)

export const buildDateOfBirth: Build = (operands, compile, inLambda) => {
  const { source } = compile(operands[0], inLambda)
  return {
    gives: 'any',
    source: (scope, run) => {
      const value = read(source, scope, run)
      const text = value instanceof ClockReading ? run.loseClock(value) : value
      const ms = typeof text === 'string' ? parseDate(text) : Number.NaN
      if (Number.isNaN(ms)) throw new Undecided('not_a_date_string', 'dccDateOfBirth')
      return new Moment(ms, null)
    },
  }
}

/** Builds `before` ("before or equal" where `orEqual`) or its opposite. Notes when the answer flips. */
export function buildDateComparison(operator: string, orEqual: boolean, opposite: boolean): Build {
  const holds = (left: number, leftFollows: Follows, right: number, rightFollows: Follows, run: Run): boolean => {
    if (leftFollows !== rightFollows && run.clock !== null)
      run.flips(flipsAt(left, leftFollows, right, rightFollows, orEqual, run.clock.ms))
    return (orEqual ? left <= right : left < right) !== opposite
  }
  const holdsOfMoments = (left: Moment, right: Moment, run: Run): boolean => holds(left.ms, left.followsBy, right.ms, right.followsBy, run)
  return (operands, compile, inLambda) => {
    const compiled = operands.map((operand) => compile(operand, inLambda))
    const [left, right] = compiled as [Operand, Operand]
    if (compiled.length > 2 || left.gives !== 'date-time' || right.gives !== 'date-time')
      return compare(compiled, operator, toMoment, holdsOfMoments)
    const [one, other] = [left.shifted, right.shifted]
    return givesBoolean((scope, run) => holds(msOf(one, scope, run), followsOf(one), msOf(other, scope, run), followsOf(other), run))
  }
}

function msOf({ source, shift }: Shifted, scope: unknown, run: Run): number {
  return shiftedMs(readDateTime(read(source, scope, run)), shift)
}

/** Known before anything runs: what stands in the place of the clock and is no date-time never gets as far as a comparison. */
function followsOf({ shift, ofClock }: Shifted): Follows {
  return ofClock ? shift.months : null
}

function toMoment(value: unknown, operator: string): Moment {
  if (value instanceof Moment) return value
  throw new Undecided('not_a_date_time', operator)
}
