/**
 * Matters: evidence that can darken a code, with what has happened since that can end it. A rule sees only `item`; what happened since is read by
 * the `ends` of a rule alone, so that tests, reports and their absence can end a finding and never begin one. Knows no clock and no colour.
 */
import type { Evidence, EvidenceByKind, RiskLevel, Symptom } from './evidence.ts'

/** The kinds of matter a rule may be about, with what the rule sees of one as `item` beside `evidenceId`, `observedAt` and `at`. */
export interface MatterItems {
  readonly positive_single: { readonly sampleId: string }
  readonly positive_pool: { readonly sampleId: string }
  readonly declaration: {
    readonly symptoms: readonly Symptom[]
    readonly contactWithCase: boolean
    readonly riskAreaStay: boolean
    readonly arrivedFromAbroadAt: string | null
  }
  readonly unwell_report: { readonly date: string; readonly symptoms: readonly Symptom[] }
  readonly case_confirmed: { readonly caseId: string | null }
  readonly exposure: { readonly exposure: 'close_contact' | 'secondary_contact' }
  readonly risk_area_stay: { readonly level: RiskLevel; readonly area: string | null }
  readonly arrival: { readonly from: string; readonly risk: 'abroad' | RiskLevel }
  readonly round_missed: { readonly roundId: string }
  readonly hold: { readonly reason: string; readonly expiresAt: string }
}
export type MatterKind = keyof MatterItems

/** The fields of `item` by kind: what an expression may name. */
export const matterFields: { readonly [Kind in MatterKind]: readonly (keyof MatterItems[Kind])[] } = {
  positive_single: ['sampleId'],
  positive_pool: ['sampleId'],
  declaration: ['symptoms', 'contactWithCase', 'riskAreaStay', 'arrivedFromAbroadAt'],
  unwell_report: ['date', 'symptoms'],
  case_confirmed: ['caseId'],
  exposure: ['exposure'],
  risk_area_stay: ['level', 'area'],
  arrival: ['from', 'risk'],
  round_missed: ['roundId'],
  hold: ['reason', 'expiresAt'],
}

export interface Matter {
  readonly kind: MatterKind
  /** What a rule sees. `at`: the moment from which days are counted (sampling, last contact, arrival, end of the round; else `observedAt`). */
  readonly item: { readonly evidenceId: string; readonly observedAt: string; readonly at: string; readonly [field: string]: unknown }
  /** What can end it. */
  readonly since: Since
}

/** What happened since a matter. */
export interface Since {
  readonly released: boolean
  /** Sampling times of negative tests after the matter happened and was known, oldest first. */
  readonly negativeTests: readonly string[]
  /** Different days reported as well, since the matter and since the last day reported as unwell. */
  readonly healthyReportDays: number
  /** A single test, negative or positive, was sampled at or after the matter. */
  readonly singleResult: boolean
  /** Any sample was taken since the matter; for a missed round since it began. */
  readonly sampled: boolean
}

/** The matter that a row of evidence is; undefined where it is none. */
export function toMatter(evidence: Evidence, all: EvidenceByKind): Matter | undefined {
  const described = describe(evidence, all)
  if (described === undefined) return undefined
  const { kind, at, sampledSince, ...fields } = described
  const { evidenceId, observedAt } = evidence
  return { kind, item: { evidenceId, observedAt, at, ...fields }, since: since(evidence, at, sampledSince ?? at, all) }
}

type Described = { [Kind in MatterKind]: { kind: Kind; at: string; sampledSince?: string } }[MatterKind] & {
  readonly [field: string]: unknown
}

function describe(evidence: Evidence, all: EvidenceByKind): Described | undefined {
  const { observedAt } = evidence
  switch (evidence.kind) {
    case 'test_result': {
      const { outcome, pooled, sampledAt, sampleId } = evidence.data
      return outcome === 'positive' ? { kind: pooled ? 'positive_pool' : 'positive_single', at: sampledAt, sampleId } : undefined
    }
    case 'declaration':
      return { kind: 'declaration', at: observedAt, ...evidence.data }
    case 'daily_report':
      return evidence.data.symptoms.length > 0 ? { kind: 'unwell_report', at: observedAt, ...evidence.data } : undefined
    case 'case_confirmed':
      return { kind: 'case_confirmed', at: observedAt, ...evidence.data }
    case 'exposure':
      return { kind: 'exposure', at: evidence.data.at ?? observedAt, exposure: evidence.data.kind }
    case 'risk_area_stay': {
      const { level, area, leftAt } = evidence.data
      return { kind: 'risk_area_stay', at: leftAt ?? observedAt, level, area }
    }
    case 'arrival': {
      const { from, at, risk } = evidence.data
      return { kind: 'arrival', at, from, risk }
    }
    case 'round_missed': {
      const { roundId, startedAt, endedAt } = evidence.data
      // Nobody can be sampled in an outage: a round that ended in one was not missed.
      const excused = (all.outage ?? []).some(({ data }) => data.from <= endedAt && endedAt <= data.to)
      return excused ? undefined : { kind: 'round_missed', at: endedAt, sampledSince: startedAt ?? endedAt, roundId }
    }
    case 'hold':
      return { kind: 'hold', at: observedAt, reason: evidence.data.reason, expiresAt: evidence.data.expiresAt }
    default:
      return undefined
  }
}

function since(evidence: Evidence, at: string, sampledSince: string, all: EvidenceByKind): Since {
  const { evidenceId, observedAt } = evidence
  const known = observedAt > at ? observedAt : at
  const tests = (all.test_result ?? []).map(({ data }) => data)
  const samples = [...tests, ...(all.sample_taken ?? []).map(({ data }) => data)]
  return {
    released: (all.release ?? []).some(({ data }) => data.of === evidenceId || (data.allUntil ?? '') >= observedAt),
    negativeTests: tests.flatMap(({ outcome, sampledAt }) => (outcome === 'negative' && sampledAt > known ? [sampledAt] : [])).sort(),
    healthyReportDays: healthyReportDays(observedAt, all),
    singleResult: tests.some(({ pooled, outcome, sampledAt }) => !pooled && outcome !== 'invalid' && sampledAt >= at),
    sampled: samples.some(({ sampledAt }) => sampledAt >= sampledSince),
  }
}

/** Reports come oldest first, so an unwell one starts the count again. */
function healthyReportDays(after: string, all: EvidenceByKind): number {
  let days = new Set<string>()
  for (const { observedAt, data } of all.daily_report ?? []) {
    if (observedAt <= after) continue
    if (data.symptoms.length > 0) days = new Set()
    else days.add(data.date)
  }
  return days.size
}
