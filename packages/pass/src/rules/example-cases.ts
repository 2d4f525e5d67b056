/** Runs the example cases that a rule set brings along, so that its authors, the console and the tests ask the same questions. */
import { formatDateTime, parseDateTime } from './certlogic/date-time.ts'
import { decideColour } from './decide-colour.ts'
import { buildFacts } from './facts.ts'
import type { LoadedRuleSet } from './load-rule-set.ts'
import type { ExampleCase, LocalText } from './rule-set.ts'

export interface ExampleOutcome {
  readonly name: LocalText
  readonly ok: boolean
  readonly expected: ExampleCase['expect']
  /** What the rule set says; `undecided` and `rejected` must be empty for `ok`. */
  readonly got: Required<ExampleCase['expect']> & { readonly undecided: readonly string[]; readonly rejected: readonly string[] }
}

/** Every example case with what the rule set makes of it. `until` of a case is compared with the latest of the darkest findings, where given. */
export function runExampleCases(ruleSet: LoadedRuleSet): ExampleOutcome[] {
  return ruleSet.data.exampleCases.map(({ name, evidence, at, expect }) => {
    const facts = buildFacts(evidence)
    const { colour, findings, undecided } = decideColour(ruleSet, facts, parseDateTime(at))
    const darkest = findings.filter((finding) => finding.colour === colour).map(({ until }) => until)
    const got = {
      colour,
      ruleIds: findings.map(({ ruleId }) => ruleId),
      until: darkest.includes(null) ? null : (darkest.sort().at(-1) ?? null),
      undecided: undecided.map(({ ruleId, reason }) => `${ruleId}: ${reason}`),
      rejected: facts.rejected.map(({ evidenceId, reason }) => `${evidenceId}: ${reason}`),
    }
    const sameUntil =
      expect.until === undefined || got.until === (expect.until === null ? null : formatDateTime(parseDateTime(expect.until)))
    const sameRules = JSON.stringify([...got.ruleIds].sort()) === JSON.stringify([...expect.ruleIds].sort())
    const ok = got.colour === expect.colour && sameRules && sameUntil && got.undecided.length === 0 && got.rejected.length === 0
    return { name, ok, expected: expect, got }
  })
}
