/**
 * CertLogic 1.3.3 with one addition: beside the value comes the earliest moment at which it can change as the clock in the data moves on.
 * Compiling and running are the only way to evaluate, so there is one semantics. Never throws.
 */

import { type Step, stepsOf, take } from './access.ts'
import { certLogicLimits } from './limits.ts'
import {
  type Build,
  buildClock,
  buildList,
  buildLiteral,
  buildLiteralList,
  buildVar,
  buildVarAroundClock,
  buildVarInLambda,
  type CompileOperand,
  type Literal,
  type Operand,
  read,
  type Source,
} from './operand.ts'
import { operations } from './operations.ts'
import { Run, settle } from './run.ts'
import { stepsBoundOf } from './steps.ts'
import { Undecided, type UndecidedReason } from './undecided.ts'
import { type ExpressionIssue, validate } from './validate.ts'

/**
 * The outcome of one evaluation. `changesAt` (epoch ms, null = never): as long as the clock has not reached it, and nothing else in the data is
 * changed, the outcome stays the same. Not later than the clock itself: the outcome may differ at any other time.
 */
export type Evaluation =
  | { readonly ok: true; readonly value: unknown; readonly changesAt: number | null }
  | { readonly ok: false; readonly reason: UndecidedReason; readonly operator: string; readonly changesAt: number | null }

export interface CertLogicOptions {
  /** Path of the clock in the data, a date-time string. Default `external.validationClock`. */
  readonly clockPath?: string
  /** Steps one evaluation may take, 1 to `certLogicLimits.stepsMax` (the default). */
  readonly stepsMax?: number
}

/** An expression ready to be run on any data, as often as wanted. */
export interface CompiledExpression {
  run(data: unknown): Evaluation
}

export type Compilation =
  | { readonly ok: true; readonly expression: CompiledExpression }
  | { readonly ok: false; readonly reason: 'invalid_expression'; readonly issues: readonly ExpressionIssue[] }

/** Compiles an expression; one that `validate` objects to is refused with the issues. Later changes to the expression object have no effect. */
export function compile(expression: unknown, options: CertLogicOptions = {}): Compilation {
  const issues = validate(expression)
  if (issues.length > 0) return { ok: false, reason: 'invalid_expression', issues }
  const stepsMax = Math.min(options.stepsMax ?? certLogicLimits.stepsMax, certLogicLimits.stepsMax)
  const counted = stepsBoundOf(expression) > stepsMax
  const { operand, container } = build(expression, options.clockPath ?? 'external.validationClock', counted)
  const compiled = operand.gives === 'literal' ? constant(operand.literal) : repeatable(operand.source, container, stepsMax)
  return { ok: true, expression: compiled }
}

/** Compiles and runs once. An invalid expression is undecided like any other failure. Source: CertLogic 1.3.3; docs/spec/certlogic.md. */
export function evaluate(expression: unknown, data: unknown, options: CertLogicOptions = {}): Evaluation {
  const compilation = compile(expression, options)
  if (!compilation.ok) return { ok: false, reason: compilation.reason, operator: 'expression', changesAt: null }
  return compilation.expression.run(data)
}

/** Compiles every operand of an expression; `counted` where its steps have to be counted while it runs. `container` is to be read before it runs. */
function build(root: unknown, clockPath: string, counted: boolean): { readonly operand: Operand; readonly container: Step | null } {
  let container: Step | null = null
  const compileVar = (path: string): Operand => {
    if (path === clockPath) return buildClock(clockPath)
    if (path === '' || clockPath.startsWith(`${path}.`)) return buildVarAroundClock(path, clockPath)
    const [first, second, third] = stepsOf(path)
    if (first === undefined || second === undefined || third !== undefined) return buildVar(path)
    container ??= first // nearly every path has two steps, and nearly all paths of a rule have the first in common
    return container.name === first.name ? { gives: 'data', source: second } : buildVar(path)
  }
  const compileOperand: CompileOperand = (expression, inLambda) => {
    if (typeof expression !== 'object') return buildLiteral(expression as Literal)
    if (Array.isArray(expression)) {
      if (expression.every((item) => typeof item !== 'object')) return buildLiteralList(expression)
      const list = buildList(expression, compileOperand, inLambda)
      return counted ? counting(list, 'list', expression.length) : list
    }
    const [operator, operands] = Object.entries(expression as object)[0] as [string, unknown[]]
    const operation =
      operator === 'var'
        ? (inLambda ? buildVarInLambda : compileVar)(operands as unknown as string)
        : (operations.get(operator) as Build)(operands, compileOperand, inLambda)
    return counted ? counting(operation, operator, 1) : operation
  }
  return { operand: compileOperand(root, false), container }
}

/** The same, paid for before it is evaluated. What it is known to give is forgotten: expressions that may take this long are rare. */
function counting({ source }: Operand, operator: string, steps: number): Operand {
  return {
    gives: 'any',
    source: (scope, run) => {
      run.step(operator, steps)
      return read(source, scope, run)
    },
  }
}

/** What does not look at the data is evaluated when it is compiled. */
function constant(value: unknown): CompiledExpression {
  const evaluation: Evaluation = Object.freeze({ ok: true, value, changesAt: null })
  return { run: () => evaluation }
}

/** Keeps one state for all its runs: making it anew took a third of a short rule's time. A run within a run, which data with code in it could cause, has its own. */
function repeatable(source: Source, container: Step | null, stepsMax: number): CompiledExpression {
  let kept: Run | null = new Run(stepsMax)
  return {
    run: (data) => {
      const run = kept ?? new Run(stepsMax)
      kept = null
      const evaluation = runOnce(source, container, data, run)
      run.reset()
      kept = run
      return evaluation
    },
  }
}

function runOnce(source: Source, container: Step | null, data: unknown, run: Run): Evaluation {
  try {
    if (container !== null) run.container = take(data, container)
    const value = read(source, data, run)
    if (typeof value === 'boolean' && run.changesAt === Number.POSITIVE_INFINITY) return value ? alwaysTrue : alwaysFalse
    return { ok: true, value: settle(value, run), changesAt: orNever(run.changesAt) }
  } catch (error) {
    if (!(error instanceof Undecided)) throw error
    return { ok: false, reason: error.reason, operator: error.operator, changesAt: orNever(run.changesAt) }
  }
}

/** What most rules say of most matters: made once. */
const alwaysTrue: Evaluation = Object.freeze({ ok: true, value: true, changesAt: null })
const alwaysFalse: Evaluation = Object.freeze({ ok: true, value: false, changesAt: null })

function orNever(ms: number): number | null {
  return ms === Number.POSITIVE_INFINITY ? null : ms
}
