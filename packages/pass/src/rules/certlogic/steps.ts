/**
 * How many steps an expression can take at most, whatever the data: every operation, every item of a list it makes, every item it walks. Where that is
 * no more than is allowed, nothing needs to be counted while it runs. Expects expressions that `validate` accepted.
 */
import { certLogicLimits } from './limits.ts'

/** The bound, not below the steps of any one evaluation. */
export function stepsBoundOf(expression: unknown): number {
  if (typeof expression !== 'object' || expression === null) return 0
  if (Array.isArray(expression)) return expression.length + sum(expression)
  const [operator, operands] = Object.entries(expression)[0] as [string, unknown]
  if (!Array.isArray(operands)) return 1 // var
  if (operator === 'in') return 1 + sum(operands) + itemsBoundOf(operands[1])
  if (operator !== 'reduce') return 1 + sum(operands)
  return 1 + sum([operands[0], operands[2]]) + itemsBoundOf(operands[0]) * (1 + stepsBoundOf(operands[1]))
}

function sum(expressions: readonly unknown[]): number {
  return expressions.reduce<number>((total, expression) => total + stepsBoundOf(expression), 0)
}

/** Items of a list that is walked: known where it stands in the expression. */
function itemsBoundOf(list: unknown): number {
  return Array.isArray(list) ? list.length : certLogicLimits.arrayItemsMax
}
