/**
 * `if`, `and`, `!`, `===` and `in`. Where both sides are known to give JSON values, and one of them a literal, nothing else is looked for. Must not
 * catch: an `Undecided` ends the whole evaluation.
 */
import { ClockReading } from './moment.ts'
import { type Build, givesBoolean, givesOneOf, isData, type Literal, type Operand, read, type Source } from './operand.ts'
import { isTruthy, type Run, toArray } from './run.ts'
import { Undecided } from './undecided.ts'

export const buildIf: Build = (operands, compile, inLambda) => {
  const [guard, then, otherwise] = operands.map((operand) => compile(operand, inLambda)) as [Operand, Operand, Operand]
  const sources = [guard.source, then.source, otherwise.source] as const
  const [whether, whenTrue, whenFalse] = sources
  return givesOneOf([then, otherwise], (scope, run) =>
    isTruthy(read(whether, scope, run), 'if') ? read(whenTrue, scope, run) : read(whenFalse, scope, run),
  )
}

export const buildAnd: Build = (operands, compile, inLambda) => {
  const compiled = operands.map((operand) => compile(operand, inLambda))
  const sources = compiled.map(({ source }) => source)
  return givesOneOf(compiled, (scope, run) => {
    let value: unknown = true
    for (let at = 0; at < sources.length; at++) {
      value = read(sources[at] as Source, scope, run)
      if (!isTruthy(value, 'and')) break
    }
    return value
  })
}

export const buildNot: Build = (operands, compile, inLambda) => {
  const { source } = compile(operands[0], inLambda)
  return givesBoolean((scope, run) => !isTruthy(read(source, scope, run), '!'))
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

export const buildEquals: Build = (operands, compile, inLambda) => {
  const [left, right] = operands.map((operand) => compile(operand, inLambda)) as [Operand, Operand]
  if (right.gives === 'literal' && isData(left)) return isLiteral(left.source, right.literal)
  if (left.gives === 'literal' && isData(right)) return isLiteral(right.source, left.literal)
  const [one, other] = [left.source, right.source]
  return givesBoolean((scope, run) => equals(read(one, scope, run), read(other, scope, run), '===', run))
}

function isLiteral(source: Source, literal: Literal): Operand {
  return givesBoolean((scope, run) => read(source, scope, run) === literal)
}

export const buildIn: Build = (operands, compile, inLambda) => {
  const [needle, haystack] = operands.map((operand) => compile(operand, inLambda)) as [Operand, Operand]
  const [wanted, list] = [needle.source, haystack.source]
  if (needle.gives === 'literal' && isData(haystack)) {
    const { literal } = needle
    return givesBoolean((scope, run) => toArray(read(list, scope, run), 'in', run).includes(literal))
  }
  return givesBoolean((scope, run) => {
    const value = read(wanted, scope, run)
    for (const item of toArray(read(list, scope, run), 'in', run)) if (equals(value, item, 'in', run)) return true
    return false
  })
}
