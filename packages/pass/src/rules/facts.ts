/**
 * The fact view: what evidence rows say when read together. Order of rows and duplicates do not matter; corrected rows are gone. Knows no clock
 * and no colour.
 */
import { type CheckedEvidence, checkEvidence } from './check-evidence.ts'
import type { Evidence, EvidenceByKind } from './evidence.ts'
import { type Matter, toMatter } from './matters.ts'

/** What is known about one resident. All lists are in a fixed order, so equal evidence gives equal bytes. */
export interface Facts {
  /** Sampling time of the negative test sampled last, whichever arrived last. */
  readonly lastNegativeSampledAt: string | null
  /** Newest sampling time first. */
  readonly tests: readonly Test[]
  /** What can darken, oldest first. */
  readonly matters: readonly Matter[]
  readonly outages: readonly { readonly evidenceId: string; readonly from: string; readonly to: string }[]
  /** Rows that are no evidence, with the reason. They count for nothing. */
  readonly rejected: readonly { readonly evidenceId: string; readonly reason: string }[]
}

export interface Test {
  readonly evidenceId: string
  readonly sampleId: string
  readonly sampledAt: string
  readonly outcome: 'negative' | 'positive' | 'invalid'
  readonly pooled: boolean
}

/** Reads evidence rows (of any origin, in any order, repeated or not) of one resident together. */
export function buildFacts(rows: readonly unknown[]): Facts {
  const checked = rows.map((row) => ({ row, result: checkEvidence(row) }))
  const counting = withoutCorrected(withoutDuplicates(checked.flatMap(({ result }) => (result.ok ? [result.evidence] : []))))
  const byKind = groupByKind(counting)
  const tests = (byKind.test_result ?? [])
    .map(({ evidenceId, data: { sampleId, sampledAt, outcome, pooled } }): Test => ({ evidenceId, sampleId, sampledAt, outcome, pooled }))
    .sort((one, other) => compare(other.sampledAt, one.sampledAt) || compare(one.evidenceId, other.evidenceId))
  return {
    lastNegativeSampledAt: tests.find(({ outcome }) => outcome === 'negative')?.sampledAt ?? null,
    tests,
    matters: counting.flatMap((evidence) => toMatter(evidence, byKind) ?? []),
    outages: (byKind.outage ?? []).map(({ evidenceId, data: { from, to } }) => ({ evidenceId, from, to })),
    rejected: rejectedOf(checked),
  }
}

function groupByKind(rows: readonly Evidence[]): EvidenceByKind {
  const byKind: { [kind: string]: Evidence[] } = {}
  for (const row of rows) {
    byKind[row.kind] ??= []
    byKind[row.kind]?.push(row)
  }
  return byKind as EvidenceByKind
}

/** Canonical date-times compare as text. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

/** One row per id, oldest first. Should two rows bear one id and differ, the choice is the same whatever their order. */
function withoutDuplicates(rows: readonly Evidence[]): Evidence[] {
  const byId = new Map<string, Evidence>()
  for (const row of rows) {
    const known = byId.get(row.evidenceId)
    if (known === undefined || JSON.stringify(row) < JSON.stringify(known)) byId.set(row.evidenceId, row)
  }
  return [...byId.values()].sort((one, other) => compare(one.observedAt, other.observedAt) || compare(one.evidenceId, other.evidenceId))
}

/** A row that another row corrects is gone for good, also where the correction was itself corrected: the last of a chain stands for all. */
function withoutCorrected(rows: readonly Evidence[]): Evidence[] {
  const corrected = new Set(rows.filter((row) => row.corrects !== row.evidenceId).map((row) => row.corrects))
  return rows.filter((row) => !corrected.has(row.evidenceId))
}

function rejectedOf(checked: readonly { row: unknown; result: CheckedEvidence }[]): Facts['rejected'] {
  const rejected = new Map<string, { evidenceId: string; reason: string }>()
  for (const { row, result } of checked) {
    if (result.ok) continue
    const id = (row as { evidenceId?: unknown } | null)?.evidenceId
    const one = {
      evidenceId: typeof id === 'string' ? id : '',
      reason: result.reason === 'field_invalid' ? `field_invalid ${result.field}` : result.reason,
    }
    rejected.set(JSON.stringify(one), one)
  }
  return [...rejected.keys()].sort(compare).flatMap((key) => rejected.get(key) ?? [])
}
