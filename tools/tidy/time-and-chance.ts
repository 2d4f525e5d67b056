// Rule 3: time and chance are inputs. Must not be asked of the machine but in the few files that are there to ask.
import ts from 'typescript'
import { at, isCode, nodesOf, type Rule } from './source.ts'

const ruled = /^(?:server|web|simulator|packages\/pass)\//
// boot.ts: the watchdog must not rest on a module that may have failed to load
const allowed =
  /^server\/src\/platform\/(?:clock|ids)(?:\/|\.)|^web\/shared\/clock\.|^simulator\/src\/clock\.|^web\/shared\/shell\/boot\.ts$/
const timers = new Set(['setTimeout', 'setInterval'])
const sources = new Set(['Date.now', 'Math.random'])
const globals = /^(?:globalThis|window|self)\./

/** Date.now, new Date(), Math.random and bare timers outside the clock. */
export const timeAndChance: Rule = (source) => {
  if (!isCode(source) || !ruled.test(source.path) || allowed.test(source.path)) return []
  return [...nodesOf(source)].flatMap((node) => {
    const asked = whatItAsks(node)
    return asked === undefined ? [] : [`${at(source, node)} asks the machine by ${asked}: take a clock or a source of chance as an input`]
  })
}

function whatItAsks(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) return 'new Date()'
  if (ts.isCallExpression(node)) {
    const name = node.expression.getText().replace(globals, '')
    if (timers.has(name) || name === 'Date') return `${name}()`
  }
  if (ts.isPropertyAccessExpression(node)) {
    const name = node.getText().replace(globals, '')
    if (sources.has(name)) return name
  }
  return undefined
}
