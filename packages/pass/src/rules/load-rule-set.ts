/**
 * From data to a rule set that can be applied: checks the structure and the safety rules that no rule set can override, and compiles the
 * expressions. Must not decide anything about a resident.
 */
import { type CompiledExpression, compile, validate } from './certlogic/index.ts'
import { problemsOfRule } from './rule-safety.ts'
import type { Rule, RuleSet } from './rule-set.ts'
import { problemsOfShape } from './rule-set-shape.ts'

/** A rule set that passed every check, ready to be applied. Only `loadRuleSet` makes one. */
export interface LoadedRuleSet {
  readonly data: RuleSet
  readonly rules: readonly LoadedRule[]
}

export interface LoadedRule {
  readonly rule: Rule
  readonly appliesWhen: CompiledExpression
  /** Null where only `ends` ends the finding. */
  readonly until: CompiledExpression | null
}

export type LoadingOfRuleSet =
  | { readonly ok: true; readonly ruleSet: LoadedRuleSet }
  | { readonly ok: false; readonly issues: readonly string[] }

/** Checks and compiles a rule set of any origin. The issues are sentences that name the place, such as `rules[0].until: …`. Never throws. */
export function loadRuleSet(json: unknown): LoadingOfRuleSet {
  const problems = problemsOfShape(json)
  if (problems.length > 0) return { ok: false, issues: problems }
  const data = json as RuleSet
  const issues = data.rules.flatMap((rule, index) =>
    [...problemsOfExpressions(rule), ...problemsOfRule(rule)].map((problem) => `rules[${index}].${problem}`),
  )
  const rules = data.rules.flatMap(loadRule)
  return issues.length > 0 ? { ok: false, issues } : { ok: true, ruleSet: { data, rules } }
}

function problemsOfExpressions(rule: Rule): string[] {
  const about = (name: string, expression: unknown): string[] =>
    validate(expression).map(({ expr, message }) => `${name}: ${message} in ${String(JSON.stringify(expr)).slice(0, 100)}`)
  return [...about('appliesWhen', rule.appliesWhen), ...(rule.until === null ? [] : about('until', rule.until))]
}

function loadRule(rule: Rule): LoadedRule[] {
  const appliesWhen = compile(rule.appliesWhen, { clockPath: 'now' })
  const until = rule.until === null ? null : compile(rule.until, { clockPath: 'now' })
  if (!appliesWhen.ok || until?.ok === false) return []
  return [{ rule, appliesWhen: appliesWhen.expression, until: until?.expression ?? null }]
}
