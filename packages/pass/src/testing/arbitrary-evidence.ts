/** Random evidence of one resident for property tests: few ids and few moments, so that corrections, duplicates and ties happen often. */
import fc from 'fast-check'
import type { Evidence, EvidenceKind } from '../rules/evidence.ts'

const firstMs = Date.UTC(2021, 11, 20)
const hourMs = 3_600_000
/** Whole hours in the 25 days after 20 December 2021. */
export const anyMoment = fc.integer({ min: 0, max: 600 }).map((hour) => firstMs + hour * hourMs)
const dateTime = anyMoment.map((ms) => new Date(ms).toISOString())
const date = dateTime.map((text) => text.slice(0, 10))
const id = fc.integer({ min: 1, max: 12 }).map((n) => `e${n}`)
const symptoms = fc.subarray(['fever', 'cough', 'fatigue', 'breathless', 'loss_of_smell'])
const level = fc.constantFrom('low', 'medium', 'high')
const none = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null })
const approval = (n: number) => ({ staffId: `s${n}`, organisationId: `o${n}` })

const dataOf: { readonly [Kind in EvidenceKind]: fc.Arbitrary<unknown> } = {
  test_result: fc.record({
    outcome: fc.constantFrom('negative', 'negative', 'positive', 'invalid'),
    sampledAt: dateTime,
    pooled: fc.boolean(),
    sampleId: id,
  }),
  sample_taken: fc.record({ sampledAt: dateTime, sampleId: id }),
  declaration: fc.record({ symptoms, contactWithCase: fc.boolean(), riskAreaStay: fc.boolean(), arrivedFromAbroadAt: none(dateTime) }),
  daily_report: fc.record({ date, symptoms: fc.oneof(fc.constant([]), symptoms) }),
  case_confirmed: fc.constant({}),
  exposure: fc.record({ kind: fc.constantFrom('close_contact', 'secondary_contact'), at: none(dateTime) }),
  risk_area_stay: fc.record({ level, leftAt: none(dateTime) }),
  arrival: fc.record({ from: id, at: dateTime, risk: fc.oneof(fc.constant('abroad'), level) }),
  release: fc.oneof(fc.record({ of: id }), fc.record({ allUntil: dateTime })),
  round_missed: fc.record({ roundId: id, startedAt: none(dateTime), endedAt: dateTime }),
  outage: fc.record({ from: dateTime, to: dateTime }),
  hold: fc.record({ reason: id, expiresAt: dateTime, approvals: fc.constant([approval(1), approval(2)]) }),
  withdrawal: fc.constant({ reason: 'wrong person' }),
}

/** One row of one of these kinds, by default of any. */
export function anyRow(kinds: readonly EvidenceKind[] = Object.keys(dataOf) as EvidenceKind[], corrections = true): fc.Arbitrary<Evidence> {
  return fc.constantFrom(...kinds).chain((kind) =>
    fc.record({
      evidenceId: id,
      kind: fc.constant(kind),
      observedAt: dateTime,
      data: dataOf[kind],
      source: fc.constant('test'),
      corrects: corrections ? fc.option(id, { nil: null, freq: kind === 'withdrawal' ? 9 : 2 }) : fc.constant(null),
    }),
  ) as fc.Arbitrary<Evidence>
}

/** Rows with different ids. */
export function anyEvidence(rows = anyRow()): fc.Arbitrary<Evidence[]> {
  return fc.uniqueArray(rows, { maxLength: 12, selector: ({ evidenceId }) => evidenceId })
}
