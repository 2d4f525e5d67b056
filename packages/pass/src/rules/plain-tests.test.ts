// Goal: who is decided for without asking the rules is decided for as the rules would, byte for byte, whatever the rules and the time.
// Method: random tests under every example rule set and at random times, beside the plain way; a positive must go the plain way. (Letting a positive
// through, or taking the first negative instead of the last, makes it red.)
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decideColour } from './decide-colour.ts'
import { exampleRuleSets } from './example-rule-sets.ts'
import { buildFacts } from './facts.ts'
import { loadRuleSet } from './load-rule-set.ts'
import { decidePlainTests } from './plain-tests.ts'

const ruleSets = exampleRuleSets.map((json) => {
  const loading = loadRuleSet(json)
  if (!loading.ok) throw new Error(loading.issues.join('; '))
  return loading.ruleSet
})
const time = fc.date({ min: new Date('2021-12-01T00:00:00Z'), max: new Date('2022-02-01T00:00:00Z'), noInvalidDate: true })
const anyTests = (outcomes: readonly ('negative' | 'positive' | 'invalid')[]) =>
  fc.array(fc.record({ outcome: fc.constantFrom(...outcomes), sampledAt: time.map((at) => at.toISOString()), pooled: fc.boolean() }), {
    maxLength: 6,
  })
const rowsOf = (tests: readonly { sampledAt: string }[]) =>
  tests.map((data, index) => ({
    evidenceId: `e${index}`,
    kind: 'test_result',
    observedAt: data.sampledAt,
    data: { ...data, sampleId: `s${index}` },
    source: 'laboratory',
  }))

it('decides as every rule set does', () => {
  fc.assert(
    fc.property(anyTests(['negative', 'invalid']), time, fc.constantFrom(...ruleSets), (tests, now, ruleSet) => {
      const facts = buildFacts(rowsOf(tests))
      const expected = { decision: decideColour(ruleSet, facts, now.getTime()), lastNegativeAt: facts.lastNegativeSampledAt }
      expect(JSON.stringify(decidePlainTests(tests))).toBe(JSON.stringify(expected))
    }),
    { numRuns: 500 },
  )
})

it('leaves everybody with a positive test to the rules', () => {
  fc.assert(
    fc.property(anyTests(['negative', 'invalid', 'positive']), (tests) => {
      expect(decidePlainTests(tests) === undefined).toBe(tests.some(({ outcome }) => outcome === 'positive'))
    }),
  )
})
