/**
 * Writes a CertLogic expression the way people write conditions: infix, indented, without quotes around paths.
 * For reading only; the expression itself stays the truth. Pure. Unknown operations are shown as calls, never dropped.
 */

const infix: Readonly<Record<string, string>> = {
  '===': '=',
  in: 'in',
  '+': '+',
  '>': '>',
  '<': '<',
  '>=': '≥',
  '<=': '≤',
  after: 'is after',
  before: 'is before',
  'not-after': 'is not after',
  'not-before': 'is not before',
}
const lineLengthMax = 72

/** The expression as lines of text, two spaces per level. */
export function printCertLogic(expression: unknown, indent = ''): string {
  if (!isOperation(expression)) return JSON.stringify(expression)
  const [operation, operand] = Object.entries(expression)[0]!
  const operands: readonly unknown[] = Array.isArray(operand) ? operand : [operand]
  if (operation === 'var') return printVariable(operands[0])
  if (operation === 'and') return printAll(operands, indent)
  if (operation === '!') return `not ${group(operands[0], indent)}`
  if (operation === 'if') return printIf(operands, indent)
  if (operation === 'plusTime') return printPlusTime(operands, indent)
  const sign = infix[operation]
  if (sign !== undefined && operands.length > 1) return operands.map((part) => group(part, indent)).join(` ${sign} `)
  return `${operation}(${operands.map((part) => printCertLogic(part, indent)).join(', ')})`
}

function isOperation(expression: unknown): expression is Readonly<Record<string, unknown>> {
  return typeof expression === 'object' && expression !== null && !Array.isArray(expression) && Object.keys(expression).length === 1
}

function printVariable(path: unknown): string {
  return path === '' ? 'everything' : String(path)
}

function printAll(operands: readonly unknown[], indent: string): string {
  const parts = operands.map((part) => group(part, `${indent}  `))
  const line = parts.join(' and ')
  if (line.length + indent.length <= lineLengthMax && !line.includes('\n')) return line
  return parts.map((part, index) => (index === 0 ? part : `\n${indent}and ${part}`)).join('')
}

function printIf(operands: readonly unknown[], indent: string): string {
  const inner = `${indent}  `
  const [condition, yes, no] = operands.map((part) => printCertLogic(part, inner))
  const line = `if ${condition} then ${yes} else ${no}`
  if (line.length + indent.length <= lineLengthMax && !line.includes('\n')) return line
  return `if ${condition}\n${inner}then ${yes}\n${inner}else ${no}`
}

function printPlusTime(operands: readonly unknown[], indent: string): string {
  const [moment, amount, unit] = operands
  const steps = Number(amount)
  return `${group(moment, indent)} ${steps < 0 ? '−' : '+'} ${Math.abs(steps)} ${String(unit)}${Math.abs(steps) === 1 ? '' : 's'}`
}

/** Parts that hold a choice or a comparison of their own are put in parentheses; names, figures and calls stand bare. */
function group(expression: unknown, indent: string): string {
  const text = printCertLogic(expression, indent)
  if (!isOperation(expression)) return text
  const operation = Object.keys(expression)[0]!
  const compound = operation === 'and' || operation === 'if' || operation in infix
  return compound ? `(${text})` : text
}
