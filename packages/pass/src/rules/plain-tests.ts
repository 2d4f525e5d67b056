/**
 * The decision about somebody of whom nothing is known but negative and invalid tests. Must not look at rules or time: neither can matter.
 */
import type { Decision } from './rule-set.ts'

/** A test that counts. `sampledAt`: RFC 3339 in UTC with milliseconds. */
export interface PlainTest {
  readonly outcome: 'negative' | 'positive' | 'invalid'
  readonly sampledAt: string
}

/** A decision with the sampling time of the negative test sampled last. */
export interface PlainDecision {
  readonly decision: Decision
  readonly lastNegativeAt: string | null
}

const nothing: Decision = { colour: 'green', findings: [], undecided: [], changesAt: null }

/**
 * What any rule set at any time decides where these tests, none of them corrected, are all the evidence there is: green with no finding, for ever.
 * A rule judges matters only, and a test is one only where it is positive (`toMatter`); undefined where one is, because then the rules have to be
 * asked. Nobody else's evidence may be left out by the caller.
 */
export function decidePlainTests(tests: readonly PlainTest[]): PlainDecision | undefined {
  let lastNegativeAt: string | null = null
  for (const { outcome, sampledAt } of tests) {
    if (outcome === 'positive') return undefined
    if (outcome === 'negative' && (lastNegativeAt === null || sampledAt > lastNegativeAt)) lastNegativeAt = sampledAt
  }
  return { decision: nothing, lastNegativeAt }
}
