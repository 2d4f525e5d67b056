/**
 * Goal: colour and findings follow from what is known about tubes, never from the order in which desks and laboratories said it.
 * Method: a table of cases, each in all orders of arrival; after every arrival the evidence is brought up to date as the consumer does it, told twice.
 * What stands at the end is judged by the rules of Xi'an. (Break `findReplaced`, `saidBefore` or the withdrawal, and cases go red.)
 */
import { buildFacts, decideColour, loadRuleSet, xian202112 } from '@evergate/pass/rules'
import { describe, expect, test } from 'vitest'
import type { NewEvidence } from './evidence.ts'
import { type Arrival, hour, knownTubes, orders, poolCases, resident } from './testing.ts'
import { evidenceOf, planEvidence, type SampleVerdict, type StoredVerdict } from './tube-evidence.ts'

const loading = loadRuleSet(xian202112)
if (!loading.ok) throw new Error(loading.issues.join('; '))
const { ruleSet } = loading
const now = hour(100)

/** The evidence as it grows: rows are only ever added, and a row that is there already is not added again. */
function createStore() {
  const rows = new Map<string, NewEvidence>()
  return {
    rows,
    verdicts: (): StoredVerdict[] => {
      const corrected = new Set([...rows.values()].map((row) => row.corrects))
      return [...rows.values()].flatMap((row) =>
        row.kind === 'test_result'
          ? [
              {
                ...(row.data as SampleVerdict),
                residentId: row.residentId,
                evidenceId: row.evidenceId,
                corrected: corrected.has(row.evidenceId),
              },
            ]
          : [],
      )
    },
    add: (added: readonly NewEvidence[]) => {
      for (const row of added) if (!rows.has(row.evidenceId)) rows.set(row.evidenceId, row)
    },
  }
}

/** Everything in this order, the evidence brought up to date after each. */
function arrive(arrivals: readonly Arrival[]) {
  const store = createStore()
  arrivals.forEach((_, index) => {
    for (const tube of knownTubes(arrivals.slice(0, index + 1))) {
      const samples = new Set(tube.swabs.map((swab) => swab.sampleId))
      const stored = store.verdicts().filter((row) => samples.has(row.sampleId))
      const { firsts, rows } = planEvidence(tube, stored, now)
      const planned = [...firsts.map(evidenceOf), ...rows]
      store.add(planned)
      store.add(planned)
    }
  })
  return store
}

function judge(rows: Iterable<NewEvidence>) {
  const facts = buildFacts([...rows].filter((row) => row.residentId === resident))
  const { colour, findings, undecided } = decideColour(ruleSet, facts, now.getTime())
  return { colour, findings, undecided, lastNegativeAt: facts.lastNegativeSampledAt, rejected: facts.rejected }
}

describe.each(poolCases)('$name', ({ arrivals, expect: { colour, rules, lastNegative } }) => {
  test('gives its colour and findings, the same in every order', () => {
    const judged = orders(arrivals).map((order) => judge(arrive(order).rows.values()))
    expect(judged[0]).toMatchObject({
      colour,
      undecided: [],
      rejected: [],
      lastNegativeAt: lastNegative === null ? null : hour(lastNegative).toISOString(),
    })
    expect(judged[0]!.findings.map((finding) => finding.ruleId)).toEqual(rules)
    expect(new Set(judged.map((one) => JSON.stringify(one))).size).toBe(1)
  })
})

test('everybody in the tube gets the result, each a row of their own', () => {
  const people = Array.from({ length: 20 }, (_, index) => `00000000-0000-7000-8000-0000000000${String(index + 10)}`)
  const store = arrive([
    { opened: 'P', kind: 'twenty' },
    ...people.map((by, index): Arrival => ({ swab: `s${index}`, in: 'P', at: 0, by })),
    { result: 'r', of: 'P', outcome: 'negative', at: 5 },
  ])
  expect([...store.rows.values()].map((row) => row.residentId).sort()).toEqual(people)
})

test('a tube in question takes its negative back, and gives it again once that is settled', () => {
  const arrivals: Arrival[] = [
    { opened: 'P', kind: 'ten' },
    { swab: 's', in: 'P', at: 0 },
    { result: 'r', of: 'P', outcome: 'negative', at: 5 },
  ]
  const store = arrive(arrivals)
  const bring = (questioned: boolean): boolean => {
    const [tube] = knownTubes(arrivals)
    store.add(planEvidence({ ...tube!, ambiguous: questioned }, store.verdicts(), now).rows)
    return judge(store.rows.values()).lastNegativeAt !== null
  }
  expect([true, false, true, true, false, false].map(bring)).toEqual([false, true, false, false, true, true])
  expect(store.rows.size).toBe(5)
})

test('a row from before results belonged to tubes is recognised, and corrected like any other', () => {
  const [tube] = knownTubes([
    { opened: 'S', kind: 'single' },
    { swab: 's', in: 'S', at: 0 },
    { result: 'r', of: 'S', outcome: 'positive', at: 5 },
  ])
  const verdict = { residentId: resident, sampleId: 's', outcome: 'positive' as const, sampledAt: hour(0).toISOString(), pooled: false }
  const old = [{ ...verdict, resultId: null, evidenceId: 'old', corrected: false }]
  expect(planEvidence(tube!, old, now)).toEqual({ firsts: [], rows: [] })
  const correction = { resultId: 'c', outcome: 'negative' as const, releasedAt: hour(7), correctsResultId: 'r' }
  expect(planEvidence({ ...tube!, results: [...tube!.results, correction] }, old, now).rows).toMatchObject([
    { kind: 'test_result', data: { outcome: 'negative' }, corrects: 'old' },
  ])
})
