/**
 * Between histories of residents and tubes: what was said of a tube's samples so far, and what histories are once more has been said. Pure.
 */
import type { EvidenceRecord, History } from './decide.ts'
import type { NewEvidence } from './evidence.ts'
import { type EvidencePlan, evidenceOf, type SampleVerdict, type StoredVerdict, type TubeFacts } from './tube-evidence.ts'

/** What evidence says about the swabs of this tube so far. Rows of a former version may lack fields; they compare as different then. */
export function storedVerdicts(tube: Pick<TubeFacts, 'swabs'>, histories: ReadonlyMap<string, History>): StoredVerdict[] {
  return tube.swabs.flatMap(({ residentId, sampleId }) => {
    const history = histories.get(residentId)
    return history === undefined ? [] : verdictsAbout(sampleId, residentId, history)
  })
}

function verdictsAbout(sampleId: string, residentId: string, { tests, others }: History): StoredVerdict[] {
  const firsts = tests.filter((test) => test.sampleId === sampleId).map((test) => ({ ...test, evidenceId: evidenceOf(test).evidenceId }))
  const later = others
    .filter((row) => row.kind === 'test_result' && (row.data as SampleVerdict).sampleId === sampleId)
    .map(({ evidenceId, data }) => {
      const { resultId, outcome, sampledAt, pooled } = data as SampleVerdict
      return { residentId, sampleId, evidenceId, resultId: resultId ?? null, outcome, sampledAt, pooled }
    })
  return [...firsts, ...later].map((row) => ({ ...row, corrected: others.some((other) => other.corrects === row.evidenceId) }))
}

/** First words that these rows correct: from now on they are kept with their residents, wherever their swabs go. */
export function correctedFirsts(rows: readonly NewEvidence[], histories: ReadonlyMap<string, History>): SampleVerdict[] {
  return rows.flatMap(({ residentId, corrects }) =>
    corrects == null ? [] : (histories.get(residentId)?.tests ?? []).filter((test) => evidenceOf(test).evidenceId === corrects),
  )
}

/** The histories once the plan is carried out. */
export function withPlan(histories: ReadonlyMap<string, History>, { firsts, rows }: EvidencePlan): Map<string, History> {
  const next = new Map<string, { tests: SampleVerdict[]; others: EvidenceRecord[] }>()
  const of = (residentId: string): { tests: SampleVerdict[]; others: EvidenceRecord[] } => {
    const known = next.get(residentId)
    if (known !== undefined) return known
    const before = histories.get(residentId)
    const copy = { tests: [...(before?.tests ?? [])], others: [...(before?.others ?? [])] }
    next.set(residentId, copy)
    return copy
  }
  for (const first of firsts) of(first.residentId).tests.push(first)
  for (const { residentId, corrects, ...row } of rows) of(residentId).others.push({ ...row, corrects: corrects ?? null })
  return next
}
