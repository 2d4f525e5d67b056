/**
 * Says whether a value is an expression of CertLogic 1.3.3 inside our limits, and if not, what is wrong and where. Never evaluates and never
 * throws, whatever it is given.
 */
import { timeUnits } from './date-time.ts'
import { certLogicLimits as limits } from './limits.ts'

/** One thing wrong with an expression: the smallest expression that shows it, and a sentence. */
export interface ExpressionIssue {
  readonly expr: unknown
  readonly message: string
}

const any = Number.POSITIVE_INFINITY
/** The least and the most operands of each operation. `var` has a form of its own. */
const operandCounts: ReadonlyMap<string, readonly [min: number, max: number]> = new Map<string, readonly [number, number]>([
  ['if', [3, 3]],
  ['and', [2, any]],
  ['!', [1, 1]],
  ['===', [2, 2]],
  ['in', [2, 2]],
  ['+', [2, 2]],
  ['<', [2, 3]],
  ['>', [2, 3]],
  ['<=', [2, 3]],
  ['>=', [2, 3]],
  ['after', [2, 3]],
  ['before', [2, 3]],
  ['not-after', [2, 3]],
  ['not-before', [2, 3]],
  ['plusTime', [3, 3]],
  ['reduce', [3, 3]],
  ['extractFromUVCI', [2, 2]],
  ['dccDateOfBirth', [1, 1]],
])

/** Everything wrong with `expression`; an empty list means that it can be compiled. Source: CertLogic specification 1.3.3 and its validation suite. */
export function validate(expression: unknown): ExpressionIssue[] {
  const issues: ExpressionIssue[] = []
  const size: Size = { nodes: 0, characters: 0 }
  const check = (expr: unknown, depth: number): void => {
    const message = measure(expr, depth, size) ?? problemOf(expr)
    if (message !== null) issues.push({ expr, message })
    else for (const operand of operandsOf(expr)) if (size.nodes <= limits.expressionNodesMax) check(operand, depth + 1)
  }
  check(expression, 1)
  return issues
}

interface Size {
  nodes: number
  characters: number
}

/** Adds the expression to the size; a sentence where it goes beyond a limit. */
function measure(expr: unknown, depth: number, size: Size): string | null {
  const characters = size.characters
  size.nodes += 1
  size.characters += typeof expr === 'string' ? expr.length : 0
  if (isOperation(expr))
    for (const [operator, path] of Object.entries(expr)) size.characters += operator.length + (typeof path === 'string' ? path.length : 0)
  if (size.nodes > limits.expressionNodesMax) return `expression has more than ${limits.expressionNodesMax} parts`
  if (depth > limits.expressionDepthMax) return `expression is more than ${limits.expressionDepthMax} levels deep`
  if (size.characters > limits.expressionCharactersMax && characters <= limits.expressionCharactersMax)
    return `expression has more than ${limits.expressionCharactersMax} characters of text`
  return null
}

function isOperation(expr: unknown): expr is Record<string, unknown> {
  return typeof expr === 'object' && expr !== null && !Array.isArray(expr)
}

/** What is wrong with this expression by itself, its operands aside. */
function problemOf(expr: unknown): string | null {
  if (typeof expr === 'string' || typeof expr === 'boolean' || Array.isArray(expr)) return null
  if (typeof expr === 'number') return Number.isInteger(expr) ? null : `${expr} is a non-integer number`
  if (!isOperation(expr)) return 'invalid CertLogic expression'
  const entries = Object.entries(expr)
  const [entry] = entries
  if (entry === undefined || entries.length > 1) return `expression object must have exactly one key, but it has ${entries.length}`
  const [operator, operands] = entry
  if (operator === 'var') return problemOfPath(operands)
  if (!Array.isArray(operands)) return 'operation not of the form { "<operator>": [ <values...> ] }'
  const count = operandCounts.get(operator)
  if (count === undefined) return `unrecognised operator: "${operator}"`
  const [min, max] = count
  if (operands.length < min || operands.length > max) {
    const wanted = min === max ? `${min}` : max === any ? `at least ${min}` : `${min} or ${max}`
    return `"${operator}" takes ${wanted} operands, but it has ${operands.length}`
  }
  return problemOfLiteralOperands(operator, operands)
}

function problemOfPath(path: unknown): string | null {
  if (typeof path !== 'string') return 'not of the form { "var": "<path>" }'
  const valid = path === '' || path.split('.').every((fragment) => fragment !== '')
  return valid ? null : `data access path doesn't have a valid format: ${path}`
}

/** Two operations have operands that must be literals. */
function problemOfLiteralOperands(operator: string, operands: readonly unknown[]): string | null {
  if (operator === 'extractFromUVCI')
    return Number.isInteger(operands[1]) ? null : 'the second operand of "extractFromUVCI" must be an integer'
  if (operator !== 'plusTime') return null
  const [, amount, unit] = operands
  if (!Number.isInteger(amount)) return 'the second operand of "plusTime" must be an integer'
  if (Math.abs(amount as number) > limits.plusTimeAmountMax) return `"plusTime" adds or takes at most ${limits.plusTimeAmountMax} units`
  return timeUnits.includes(unit as string) ? null : `the third operand of "plusTime" must be one of ${timeUnits.join(', ')}`
}

/** The operands that are expressions themselves. */
function operandsOf(expr: unknown): readonly unknown[] {
  if (Array.isArray(expr)) return expr
  if (!isOperation(expr)) return []
  const [operator, operands] = Object.entries(expr)[0] as [string, unknown]
  if (!Array.isArray(operands)) return []
  return operator === 'plusTime' || operator === 'extractFromUVCI' ? operands.slice(0, 1) : operands
}
