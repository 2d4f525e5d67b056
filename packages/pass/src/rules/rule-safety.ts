/**
 * The safety rules that no rule set can override, as far as they can be read off a rule. (The rest is in what a rule can see at all: `matters.ts`.)
 * Expects a rule of the right shape.
 */
import { type MatterKind, matterFields } from './matters.ts'
import type { Rule, RuleEnd } from './rule-set.ts'

/** Matters that are no sign of infection by themselves, or not of this resident's: never red. */
const neverRed: Partial<Record<MatterKind, string>> = {
  positive_pool: 'a pooled positive is never a diagnosis',
  round_missed: 'a test that was not taken is no sign of infection',
  hold: 'a hold is no sign of infection',
}
/** Ends that a rule about these matters must offer, each by itself. */
const endsRequired: Partial<Record<MatterKind, keyof RuleEnd>> = { positive_pool: 'singleResult', round_missed: 'sampled' }

/** What a rule may not do. Each problem is a sentence that begins with the field. */
export function problemsOfRule(rule: Rule): string[] {
  const problems: string[] = []
  const whyNotRed = neverRed[rule.about]
  if (rule.colour === 'red' && whyNotRed !== undefined) problems.push(`colour: must be yellow, ${whyNotRed}`)
  if (rule.until === null && rule.ends.length === 0) problems.push('ends: a finding must be able to end, by until or by ends')
  const required = endsRequired[rule.about]
  if (required !== undefined && !rule.ends.some((end) => end[required] === true && Object.keys(end).length === 1))
    problems.push(`ends: must have { "${required}": true }, so that the resident can end it`)
  return [...problems, ...problemsOfPaths('appliesWhen', rule.appliesWhen, rule.about), ...problemsOfPaths('until', rule.until, rule.about)]
}

/** A path that leads nowhere would silently be null, so every path must name something that is there. */
function problemsOfPaths(field: 'appliesWhen' | 'until', expression: unknown, about: MatterKind): string[] {
  const known = new Set<string>(['evidenceId', 'observedAt', 'at', ...matterFields[about]])
  return pathsOf(expression, false).flatMap(({ path, inLambda }) => {
    if (inLambda) return /^(accumulator|current)(\.|$)/.test(path) ? [] : [`${field}: inside reduce there is no "${path}"`]
    if (path === 'now') return field === 'until' ? ['until: must not follow the clock, or the finding would never end'] : []
    const [root, name] = path.split('.')
    return root === 'item' && name !== undefined && known.has(name) ? [] : [`${field}: there is no "${path}" in a matter of kind ${about}`]
  })
}

interface Path {
  readonly path: string
  readonly inLambda: boolean
}

/** Every path that an expression reads. Literal operands are no objects, so walking every list finds operations only. */
function pathsOf(expression: unknown, inLambda: boolean): Path[] {
  if (Array.isArray(expression)) return expression.flatMap((item) => pathsOf(item, inLambda))
  if (typeof expression !== 'object' || expression === null) return []
  return Object.entries(expression).flatMap(([operator, operands]) => {
    if (operator === 'var') return typeof operands === 'string' ? [{ path: operands, inLambda }] : []
    if (operator !== 'reduce' || !Array.isArray(operands)) return pathsOf(operands, inLambda)
    return [...pathsOf([operands[0], operands[2]], inLambda), ...pathsOf(operands[1], true)]
  })
}
