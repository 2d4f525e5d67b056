/**
 * The operations of CertLogic 1.3.3 by name, as builders of closures: operands are compiled once, running a closure only evaluates. Expects expressions
 * that `validate` accepted. Here are those on integers, lists and identifiers. Must not catch: an `Undecided` ends the whole evaluation.
 */
import { compare } from './compare.ts'
import { buildDateComparison, buildDateOfBirth, buildPlusTime } from './dates.ts'
import { buildAnd, buildEquals, buildIf, buildIn, buildNot } from './logic.ts'
import { ClockReading } from './moment.ts'
import { type Build, read } from './operand.ts'
import { toArray, toInteger } from './run.ts'
import { Undecided } from './undecided.ts'

const buildPlus: Build = (operands, compile, inLambda) => {
  const left = compile(operands[0], inLambda).source
  const right = compile(operands[1], inLambda).source
  return {
    gives: 'data',
    source: (scope, run) => {
      const sum = toInteger(read(left, scope, run), '+') + toInteger(read(right, scope, run), '+')
      if (!Number.isSafeInteger(sum)) throw new Undecided('integer_too_large', '+')
      return sum
    },
  }
}

function buildIntegerComparison(operator: string, holds: (left: number, right: number) => boolean): Build {
  return (operands, compile, inLambda) =>
    compare(
      operands.map((operand) => compile(operand, inLambda)),
      operator,
      toInteger,
      holds,
    )
}

const buildReduce: Build = (operands, compile, inLambda) => {
  const operand = compile(operands[0], inLambda).source
  const lambda = compile(operands[1], true).source
  const initial = compile(operands[2], inLambda).source
  return {
    gives: 'any',
    source: (scope, run) => {
      const value = read(operand, scope, run)
      const items = value === null ? [] : toArray(value, 'reduce', run)
      let accumulator = read(initial, scope, run)
      for (const current of items) accumulator = read(lambda, { accumulator, current: current === undefined ? null : current }, run)
      return accumulator
    },
  }
}

const buildExtractFromUci: Build = (operands, compile, inLambda) => {
  const operand = compile(operands[0], inLambda).source
  const index = operands[1] as number
  return {
    gives: 'data',
    source: (scope, run) => {
      const value = read(operand, scope, run)
      const uci = value instanceof ClockReading ? run.loseClock(value) : value
      if (uci === null) return null
      if (typeof uci !== 'string') throw new Undecided('not_a_string', 'extractFromUVCI')
      return uci.replace(/^URN:UVCI:/, '').split(/[/#:]/)[index] ?? null
    },
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
  ['<', buildIntegerComparison('<', (left, right) => left < right)],
  ['>', buildIntegerComparison('>', (left, right) => left > right)],
  ['<=', buildIntegerComparison('<=', (left, right) => left <= right)],
  ['>=', buildIntegerComparison('>=', (left, right) => left >= right)],
  ['before', buildDateComparison('before', false, false)],
  ['not-before', buildDateComparison('not-before', false, true)],
  ['not-after', buildDateComparison('not-after', true, false)],
  ['after', buildDateComparison('after', true, true)],
  ['plusTime', buildPlusTime],
  ['dccDateOfBirth', buildDateOfBirth],
  ['reduce', buildReduce],
  ['extractFromUVCI', buildExtractFromUci],
])
