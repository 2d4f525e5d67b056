/**
 * The operations of CertLogic 1.3.3 as builders of closures: operands are compiled once, running a closure only evaluates. Expects expressions that
 * `validate` accepted. Must not catch: an `Undecided` ends the whole evaluation.
 */
import { readerOf } from './access.ts'
import { parseDate, parseDateTime, type TimeUnit, toShift } from './date-time.ts'
import { ClockReading, flipsAt, Moment, shifted } from './moment.ts'
import { isTruthy, type Run, toArray, toInteger } from './run.ts'
import { Undecided } from './undecided.ts'

/** A compiled expression. `scope` is the data, or inside `reduce` the pair of accumulator and current item. */
export type Evaluate = (scope: unknown, run: Run) => unknown
/** Compiles an operand; `inLambda` where it is evaluated on the scope of a `reduce`. */
export type CompileOperand = (expression: unknown, inLambda: boolean) => Evaluate
export type Build = (operands: readonly unknown[], compile: CompileOperand, inLambda: boolean) => Evaluate

/** `var`. `clockPath` is where the clock stands in the data; null where it cannot be reached (inside `reduce`). */
export function buildVar(path: string, clockPath: string | null): Evaluate {
  const valueAt = readerOf(path)
  const read: Evaluate = (scope, run) => {
    run.step('var')
    return valueAt(scope)
  }
  if (clockPath === null) return read
  const clockAt = readerOf(clockPath)
  const readClock: Evaluate = (scope, run) => run.clock ?? run.readClock(clockAt(scope))
  if (path === clockPath) {
    return (scope, run) => {
      run.step('var')
      return readClock(scope, run)
    }
  }
  if (path !== '' && !clockPath.startsWith(`${path}.`)) return read
  return (scope, run) => {
    const reading = readClock(scope, run)
    if (reading instanceof ClockReading) run.loseClock(reading) // a whole that contains the clock is not followed
    return read(scope, run)
  }
}

/** A list: every item evaluated. Readings of the clock and date-times inside it stay followed. */
export function buildList(items: readonly unknown[], compile: CompileOperand, inLambda: boolean): Evaluate {
  const compiled = items.map((item) => compile(item, inLambda))
  return (scope, run) => {
    run.step('list', compiled.length)
    return compiled.map((item) => item(scope, run))
  }
}

const buildIf: Build = (operands, compile, inLambda) => {
  const [guard, then, otherwise] = operands.map((operand) => compile(operand, inLambda)) as [Evaluate, Evaluate, Evaluate]
  return (scope, run) => {
    run.step('if')
    return isTruthy(guard(scope, run), 'if') ? then(scope, run) : otherwise(scope, run)
  }
}

const buildAnd: Build = (operands, compile, inLambda) => {
  const compiled = operands.map((operand) => compile(operand, inLambda))
  return (scope, run) => {
    run.step('and')
    let value: unknown = true
    for (const operand of compiled) {
      value = operand(scope, run)
      if (!isTruthy(value, 'and')) break
    }
    return value
  }
}

const buildNot: Build = (operands, compile, inLambda) => {
  const operand = compile(operands[0], inLambda)
  return (scope, run) => {
    run.step('!')
    return !isTruthy(operand(scope, run), '!')
  }
}

/** Strict equality. Of two values that could be equal only in parts (arrays, objects, date-times) it is not defined. */
function equals(left: unknown, right: unknown, operator: string, run: Run): boolean {
  if (typeof left !== 'object' && typeof right !== 'object') return left === right // neither a reading nor a list
  if (left instanceof ClockReading) return right instanceof ClockReading || (typeof right === 'string' && run.loseClock(left) === right)
  if (right instanceof ClockReading) return typeof left === 'string' && run.loseClock(right) === left
  if (typeof left === 'object' && left !== null && typeof right === 'object' && right !== null)
    throw new Undecided('not_comparable', operator)
  return left === right
}

const buildEquals: Build = (operands, compile, inLambda) => {
  const left = compile(operands[0], inLambda)
  const right = compile(operands[1], inLambda)
  return (scope, run) => {
    run.step('===')
    return equals(left(scope, run), right(scope, run), '===', run)
  }
}

const buildIn: Build = (operands, compile, inLambda) => {
  const needle = compile(operands[0], inLambda)
  const haystack = compile(operands[1], inLambda)
  return (scope, run) => {
    run.step('in')
    const wanted = needle(scope, run)
    for (const item of toArray(haystack(scope, run), 'in', run)) if (equals(wanted, item, 'in', run)) return true
    return false
  }
}

const buildPlus: Build = (operands, compile, inLambda) => {
  const left = compile(operands[0], inLambda)
  const right = compile(operands[1], inLambda)
  return (scope, run) => {
    run.step('+')
    const sum = toInteger(left(scope, run), '+') + toInteger(right(scope, run), '+')
    if (!Number.isSafeInteger(sum)) throw new Undecided('integer_too_large', '+')
    return sum
  }
}

/** A comparison of two or three operands: each with the next, all of the right type before the first is compared. */
function buildComparison<T>(
  operator: string,
  check: (value: unknown, operator: string) => T,
  holds: (left: T, right: T, run: Run) => boolean,
): Build {
  return (operands, compile, inLambda) => {
    const [first, second, third] = operands.map((operand) => compile(operand, inLambda)) as [Evaluate, Evaluate, Evaluate | undefined]
    return (scope, run) => {
      run.step(operator)
      const a = first(scope, run)
      const b = second(scope, run)
      if (third === undefined) return holds(check(a, operator), check(b, operator), run)
      const right = check(third(scope, run), operator)
      const middle = check(b, operator)
      return holds(check(a, operator), middle, run) && holds(middle, right, run)
    }
  }
}

function toMoment(value: unknown, operator: string): Moment {
  if (value instanceof Moment) return value
  throw new Undecided('not_a_date_time', operator)
}

/** Compares date-times and notes when the answer flips: all four operators are "before" or "not after", or the opposite of one of them. */
function buildMomentComparison(operator: string, orEqual: boolean, opposite: boolean): Build {
  return buildComparison(operator, toMoment, (left, right, run) => {
    if (run.clock !== null) run.flips(flipsAt(left, right, orEqual, run.clock.ms))
    return (orEqual ? left.ms <= right.ms : left.ms < right.ms) !== opposite
  })
}

const buildPlusTime: Build = (operands, compile, inLambda) => {
  const operand = compile(operands[0], inLambda)
  const shift = toShift(operands[1] as number, operands[2] as TimeUnit)
  return (scope, run) => {
    run.step('plusTime')
    const value = operand(scope, run)
    if (value instanceof ClockReading) return shifted(value.ms, shift, true)
    const ms = typeof value === 'string' ? parseDateTime(value) : Number.NaN
    if (Number.isNaN(ms)) throw new Undecided('not_a_date_string', 'plusTime')
    return shifted(ms, shift, false)
  }
}

const buildDateOfBirth: Build = (operands, compile, inLambda) => {
  const operand = compile(operands[0], inLambda)
  return (scope, run) => {
    run.step('dccDateOfBirth')
    const value = operand(scope, run)
    const text = value instanceof ClockReading ? run.loseClock(value) : value
    const ms = typeof text === 'string' ? parseDate(text) : Number.NaN
    if (Number.isNaN(ms)) throw new Undecided('not_a_date_string', 'dccDateOfBirth')
    return new Moment(ms, null)
  }
}

const buildReduce: Build = (operands, compile, inLambda) => {
  const operand = compile(operands[0], inLambda)
  const lambda = compile(operands[1], true)
  const initial = compile(operands[2], inLambda)
  return (scope, run) => {
    run.step('reduce')
    const value = operand(scope, run)
    const items = value === null ? [] : toArray(value, 'reduce', run)
    let accumulator = initial(scope, run)
    for (const current of items) accumulator = lambda({ accumulator, current: current === undefined ? null : current }, run)
    return accumulator
  }
}

const buildExtractFromUci: Build = (operands, compile, inLambda) => {
  const operand = compile(operands[0], inLambda)
  const index = operands[1] as number
  return (scope, run) => {
    run.step('extractFromUVCI')
    const value = operand(scope, run)
    const uci = value instanceof ClockReading ? run.loseClock(value) : value
    if (uci === null) return null
    if (typeof uci !== 'string') throw new Undecided('not_a_string', 'extractFromUVCI')
    return uci.replace(/^URN:UVCI:/, '').split(/[/#:]/)[index] ?? null
  }
}

/** Every operation by its name, but `var`, whose operand is not a list. */
export const operations: ReadonlyMap<string, Build> = new Map([
  ['if', buildIf],
  ['and', buildAnd],
  ['!', buildNot],
  ['===', buildEquals],
  ['in', buildIn],
  ['+', buildPlus],
  ['<', buildComparison('<', toInteger, (left, right) => left < right)],
  ['>', buildComparison('>', toInteger, (left, right) => left > right)],
  ['<=', buildComparison('<=', toInteger, (left, right) => left <= right)],
  ['>=', buildComparison('>=', toInteger, (left, right) => left >= right)],
  ['before', buildMomentComparison('before', false, false)],
  ['not-before', buildMomentComparison('not-before', false, true)],
  ['not-after', buildMomentComparison('not-after', true, false)],
  ['after', buildMomentComparison('after', true, true)],
  ['plusTime', buildPlusTime],
  ['dccDateOfBirth', buildDateOfBirth],
  ['reduce', buildReduce],
  ['extractFromUVCI', buildExtractFromUci],
])
