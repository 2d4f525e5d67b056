/**
 * From all evidence about one resident to what is stored about them: pure. Who has negative and invalid tests and nothing else, which is nearly everybody,
 * is decided for without asking any rule; `decidePlainTests` says why that is the same.
 */
import { buildFacts, type Decision, decideColour, decidePlainTests, type LoadedRuleSet } from '@evergate/pass/rules'
import { evidenceOf, type SampleVerdict } from './tube-evidence.ts'

export interface Decided {
  readonly decision: Decision
  /** No passing of time and no other rule can change it: nothing is known that could darken a code. */
  readonly forEver: boolean
  /** The decision as canonical text: what is compared, and stored where it is not `nothingFound`. */
  readonly text: string
}

/** Evidence as the rules read it. */
export interface EvidenceRecord {
  readonly evidenceId: string
  readonly kind: string
  readonly observedAt: string
  readonly data: unknown
  readonly source: string
  readonly corrects: string | null
}

/** All evidence about one resident. */
export interface History {
  /** First words about samples. */
  readonly tests: readonly SampleVerdict[]
  readonly others: readonly EvidenceRecord[]
}

export const noHistory: History = { tests: [], others: [] }

/** The text of "green, nothing found, nothing undecided". */
export const nothingFound = textOf({ colour: 'green', findings: [], undecided: [], changesAt: null })

/** A decision as canonical text. */
function textOf({ colour, findings, undecided }: Decision): string {
  return JSON.stringify({ colour, findings, undecided })
}

/** One resident, a rule set, a time. */
export function decide(ruleSet: LoadedRuleSet, history: History, now: Date): Decided {
  const plain = history.others.length === 0 ? decidePlainTests(history.tests) : undefined
  return plain === undefined ? decideByRules(ruleSet, history, now) : { decision: plain.decision, forEver: true, text: nothingFound }
}

/** Nothing is known that could darken a code: which tests there were before does not matter to the decision. */
export function isPlain(history: History): boolean {
  return history.others.length === 0 && decidePlainTests(history.tests) !== undefined
}

/** The same by the rules, whatever the evidence. */
export function decideByRules(ruleSet: LoadedRuleSet, history: History, now: Date): Decided {
  const decision = decideColour(ruleSet, buildFacts(recordsOf(history)), now.getTime())
  return { decision, forEver: false, text: textOf(decision) }
}

/** When the negative test sampled last was sampled. */
export function lastNegativeOf(history: History): string | null {
  const plain = history.others.length === 0 ? decidePlainTests(history.tests) : undefined
  return plain === undefined ? buildFacts(recordsOf(history)).lastNegativeSampledAt : plain.lastNegativeAt
}

/** A history as rows, oldest first. */
export function recordsOf({ tests, others }: History): EvidenceRecord[] {
  const rows = [...tests.map(evidenceOf), ...others].map(({ evidenceId, kind, observedAt, data, source, corrects }) => ({
    evidenceId,
    kind,
    observedAt,
    data,
    source,
    corrects: corrects ?? null,
  }))
  return rows.sort((one, other) => (one.observedAt < other.observedAt ? -1 : one.observedAt > other.observedAt ? 1 : 0))
}
