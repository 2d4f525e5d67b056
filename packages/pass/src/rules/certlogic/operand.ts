/**
 * What an operand is compiled to, with what is known of its value before anything runs: the more is known, the less is asked while running. Must not
 * know any operation.
 */
import { readerOf, type Step, take } from './access.ts'
import type { Shift } from './date-time.ts'
import { ClockReading } from './moment.ts'
import type { Run } from './run.ts'

/** A compiled expression. `scope` is the data, or inside `reduce` the pair of accumulator and current item. */
export type Evaluate<Value = unknown> = (scope: unknown, run: Run) => Value

/** Where a value comes from: a step into the container that is read once a run, taken on the spot, or a closure. Calling one takes as long as the step. */
export type Source = Step | Evaluate

/** The value of a source. */
export function read(source: Source, scope: unknown, run: Run): unknown {
  return typeof source === 'function' ? source(scope, run) : take(run.container, source)
}

export type Literal = string | number | boolean

/**
 * A compiled operand by what it is known to give: `data` are JSON values, `date-time` what `plusTime` makes of a fixed date-time or of the clock, `clock`
 * the reading of the clock or whatever else stands in its place, `any` everything there is.
 */
export type Operand =
  | { readonly gives: 'literal'; readonly literal: Literal; readonly source: Source }
  | { readonly gives: 'date-time'; readonly shifted: Shifted; readonly source: Source }
  | { readonly gives: 'boolean' | 'data' | 'clock' | 'any'; readonly source: Source }

/** `plusTime` of the clock, or of what never is the clock. */
export interface Shifted {
  readonly source: Source
  readonly shift: Shift
  readonly ofClock: boolean
}

/** Compiles an operand; `inLambda` where it is evaluated on the scope of a `reduce`. */
export type CompileOperand = (expression: unknown, inLambda: boolean) => Operand
/** Compiles an operation, its operands as they stand in the expression. */
export type Build = (operands: readonly unknown[], compile: CompileOperand, inLambda: boolean) => Operand

/** A string, a boolean or an integer. */
export function buildLiteral(literal: Literal): Operand {
  return { gives: 'literal', literal, source: () => literal }
}

/** Gives true or false and nothing else. */
export function givesBoolean(source: Evaluate<boolean>): Operand {
  return { gives: 'boolean', source }
}

/** Gives the value of one of these operands. */
export function givesOneOf(operands: readonly Operand[], source: Evaluate): Operand {
  return { gives: operands.every(isData) ? 'data' : 'any', source }
}

/** Whether it gives JSON values only: no date-time, no reading of the clock. */
export function isData({ gives }: Operand): boolean {
  return gives === 'data' || gives === 'boolean' || gives === 'literal'
}

/** `var` inside `reduce`, where it may meet date-times. */
export function buildVarInLambda(path: string): Operand {
  return { gives: 'any', source: readerOf(path) }
}

/** `var` beside the clock. */
export function buildVar(path: string): Operand {
  return { gives: 'data', source: readerOf(path) }
}

/** `var` at the path of the clock. */
export function buildClock(clockPath: string): Operand {
  return { gives: 'clock', source: readerOfClock(clockPath) }
}

function readerOfClock(clockPath: string): Evaluate {
  const clockAt = readerOf(clockPath)
  return (scope, run) => run.clock ?? run.readClock(clockAt(scope))
}

/** `var` of a whole that contains the clock: it is not followed there. */
export function buildVarAroundClock(path: string, clockPath: string): Operand {
  const wholeAt = readerOf(path)
  const readClock = readerOfClock(clockPath)
  return {
    gives: 'data',
    source: (scope, run) => {
      const reading = readClock(scope, run)
      if (reading instanceof ClockReading) run.loseClock(reading)
      return wholeAt(scope)
    },
  }
}

/** A list: every item evaluated. Readings of the clock and date-times inside it stay followed. */
export function buildList(items: readonly unknown[], compile: CompileOperand, inLambda: boolean): Operand {
  const sources = items.map((item) => compile(item, inLambda).source)
  return { gives: 'any', source: (scope, run) => sources.map((source) => read(source, scope, run)) }
}

/** A list of literals: one and the same for every run. */
export function buildLiteralList(items: readonly Literal[]): Operand {
  const literals = [...items]
  return { gives: 'data', source: () => literals }
}
