/**
 * CertLogic 1.3.3 with one addition: beside the value comes the earliest moment at which it can change as the clock in the data moves on.
 * Compiling and running are the only way to evaluate, so there is one semantics. Never throws.
 */

import { certLogicLimits } from './limits.ts'
import { type Build, buildList, buildVar, type CompileOperand, type Evaluate, operations } from './operations.ts'
import { Run, settle } from './run.ts'
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
  const evaluate = build(expression, options.clockPath ?? 'external.validationClock')
  const stepsMax = Math.min(options.stepsMax ?? certLogicLimits.stepsMax, certLogicLimits.stepsMax)
  if (isLiteral(expression) || expression === null) return { ok: true, expression: constant(expression) }
  return { ok: true, expression: repeatable(evaluate, stepsMax) }
}

/** Compiles and runs once. An invalid expression is undecided like any other failure. Source: CertLogic 1.3.3; docs/spec/certlogic.md. */
export function evaluate(expression: unknown, data: unknown, options: CertLogicOptions = {}): Evaluation {
  const compilation = compile(expression, options)
  if (!compilation.ok) return { ok: false, reason: compilation.reason, operator: 'expression', changesAt: null }
  return compilation.expression.run(data)
}

function build(root: unknown, clockPath: string): Evaluate {
  const compileOperand: CompileOperand = (expression, inLambda) => {
    if (typeof expression !== 'object' || expression === null) return () => expression
    if (Array.isArray(expression)) {
      if (!expression.every(isLiteral)) return buildList(expression, compileOperand, inLambda)
      const literals = [...expression]
      return () => literals
    }
    const [operator, operands] = Object.entries(expression)[0] as [string, unknown]
    if (operator === 'var') return buildVar(operands as string, inLambda ? null : clockPath)
    return (operations.get(operator) as Build)(operands as unknown[], compileOperand, inLambda)
  }
  return compileOperand(root, false)
}

function isLiteral(expression: unknown): boolean {
  return typeof expression !== 'object'
}

/** What does not look at the data is evaluated when it is compiled. */
function constant(value: unknown): CompiledExpression {
  const evaluation: Evaluation = Object.freeze({ ok: true, value, changesAt: null })
  return { run: () => evaluation }
}

/** Keeps one state for all its runs: making it anew took a third of a short rule's time. A run within a run, which data with code in it could cause, has its own. */
function repeatable(evaluate: Evaluate, stepsMax: number): CompiledExpression {
  let kept: Run | null = new Run(stepsMax)
  return {
    run: (data) => {
      const run = kept ?? new Run(stepsMax)
      kept = null
      const evaluation = runOnce(evaluate, data, run)
      run.reset(stepsMax)
      kept = run
      return evaluation
    },
  }
}

function runOnce(evaluate: Evaluate, data: unknown, run: Run): Evaluation {
  try {
    const value = evaluate(data, run)
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
