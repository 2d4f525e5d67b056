// What a venue's policy says about one verified pass: facts in, answer out. Pure; the gate check gathers the facts.
import { type Compilation, compile } from '../rules/certlogic/index.ts'
import type { Colour } from '../status/colour.ts'
import type { Answer, PolicyRule, VenuePolicies } from './policies.ts'

/** The fact view that a policy's expressions see, and all they see. */
export interface PolicyFacts {
  readonly colour: Colour
  /** True for a paper pass. */
  readonly paper: boolean
  readonly venueType: string
  /** Whole hours since the last negative sample, rounded down; null when none is known. */
  readonly testAgeHours: number | null
  /** RFC 3339 in UTC, or null. */
  readonly lastNegativeAt: string | null
  /** RFC 3339 in UTC. */
  readonly now: string
}

/** Venues that no policy can make answer `deny`: nobody is turned away from care. */
export const NEVER_DENY_VENUES: readonly string[] = ['hospital', 'emergency']

/**
 * The answer of the first rule whose condition is true. A venue type without rules (`policy.no_rules`), a condition that has no value or none
 * of true and false (`policy.undecided`), and rules none of which applies (`policy.no_rule_applies`) are check_another_way: what cannot be
 * evaluated never turns anybody away. `deny` at a NEVER_DENY_VENUES becomes admit_with_precautions.
 */
export function decideAtVenue(policies: VenuePolicies, facts: PolicyFacts): { readonly answer: Answer; readonly reason: string } {
  const rules = Object.hasOwn(policies.venues, facts.venueType) ? policies.venues[facts.venueType] : undefined
  if (rules === undefined) return { answer: 'check_another_way', reason: 'policy.no_rules' }
  for (const rule of rules) {
    const compilation = compileOnce(rule)
    const outcome = compilation.ok ? compilation.expression.run(facts) : compilation
    if (!outcome.ok || typeof outcome.value !== 'boolean') return { answer: 'check_another_way', reason: 'policy.undecided' }
    if (outcome.value) return { answer: withoutTurningAway(rule.answer, facts.venueType), reason: rule.reason }
  }
  return { answer: 'check_another_way', reason: 'policy.no_rule_applies' }
}

function withoutTurningAway(answer: Answer, venueType: string): Answer {
  return answer === 'deny' && NEVER_DENY_VENUES.includes(venueType) ? 'admit_with_precautions' : answer
}

// A gate asks the same few rules thousands of times an hour; compiling them anew was a fifth of a check.
const compilations = new WeakMap<PolicyRule, Compilation>()

function compileOnce(rule: PolicyRule): Compilation {
  const known = compilations.get(rule)
  if (known !== undefined) return known
  const compilation = compile(rule.when, { clockPath: 'now' })
  compilations.set(rule, compilation)
  return compilation
}
