// Goal: the facts are a function of the set of evidence: not of its order, not of repetition, not of what was corrected; what is no evidence counts
// for nothing.
// Method: random rows shuffled and repeated, and tables for corrections, releases, outages and rejected rows.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyEvidence, anyRow } from '../testing/arbitrary-evidence.ts'
import type { Evidence, EvidenceKind } from './evidence.ts'
import { buildFacts } from './facts.ts'

const at = (day: number, hour = 8): string => new Date(Date.UTC(2021, 11, day, hour)).toISOString()
const row = (evidenceId: string, kind: EvidenceKind, day: number, data: object, corrects?: string): Evidence =>
  ({ evidenceId, kind, observedAt: at(day), data, source: 'test', ...(corrects === undefined ? {} : { corrects }) }) as Evidence
const test = (id: string, outcome: string, sampledDay: number, resultDay: number, pooled = true, corrects?: string): Evidence =>
  row(id, 'test_result', resultDay, { outcome, sampledAt: at(sampledDay), pooled, sampleId: `s-${id}` }, corrects)
const kindsOf = (rows: readonly unknown[]): string[] => buildFacts(rows).matters.map(({ kind, item }) => `${kind} ${item.evidenceId}`)
const sinceOf = (rows: readonly unknown[], id: string) => buildFacts(rows).matters.find(({ item }) => item.evidenceId === id)?.since

describe('a function of the set', () => {
  it('order and duplicates do not matter', () => {
    const shuffled = anyEvidence().chain((rows) =>
      fc.record({ rows: fc.constant(rows), other: fc.shuffledSubarray([...rows, ...rows], { minLength: rows.length * 2 }) }),
    )
    fc.assert(
      fc.property(shuffled, ({ rows, other }) => {
        expect(JSON.stringify(buildFacts(other))).toBe(JSON.stringify(buildFacts(rows)))
      }),
      { numRuns: 300 },
    )
  })

  it('even rows that bear one id and differ are chosen between in the same way', () => {
    fc.assert(
      fc.property(fc.array(anyRow(), { maxLength: 20 }), (rows) => {
        expect(buildFacts([...rows].reverse())).toEqual(buildFacts(rows))
      }),
      { numRuns: 300 },
    )
  })

  it('date-times written in another offset are the same facts', () => {
    const east = { ...test('n1', 'negative', 20, 21), observedAt: '2021-12-21T16:00:00+08:00' }
    expect(buildFacts([east])).toEqual(buildFacts([test('n1', 'negative', 20, 21)]))
  })
})

describe('tests', () => {
  it('the latest sampling time wins, whatever the order of arrival', () => {
    const facts = buildFacts([
      test('n1', 'negative', 23, 24),
      test('n2', 'negative', 21, 26),
      test('p1', 'positive', 25, 25),
      test('i1', 'invalid', 26, 26),
    ])
    expect(facts.lastNegativeSampledAt).toBe(at(23))
    expect(facts.tests.map(({ evidenceId }) => evidenceId)).toEqual(['i1', 'p1', 'n1', 'n2'])
  })

  it('negative and invalid results are no matters', () => {
    expect(kindsOf([test('n1', 'negative', 20, 21), test('i1', 'invalid', 20, 21)])).toEqual([])
    expect(kindsOf([test('p1', 'positive', 20, 21), test('p2', 'positive', 20, 22, false)])).toEqual([
      'positive_pool p1',
      'positive_single p2',
    ])
  })
})

describe('corrections', () => {
  it('the corrected row is gone with everything that came of it', () => {
    const rows = [test('p1', 'positive', 20, 21, false), test('n1', 'negative', 20, 22, false, 'p1')]
    expect(kindsOf(rows)).toEqual([])
    expect(buildFacts(rows).lastNegativeSampledAt).toBe(at(20))
    expect(buildFacts([test('n1', 'negative', 22, 22), test('p1', 'positive', 22, 23, false, 'n1')]).lastNegativeSampledAt).toBe(null)
  })

  it('of a chain only the last row stands, and a withdrawal leaves nothing', () => {
    const chain = [
      row('a', 'exposure', 20, { kind: 'close_contact' }),
      row('b', 'exposure', 21, { kind: 'secondary_contact' }, 'a'),
      row('c', 'exposure', 22, { kind: 'close_contact' }, 'b'),
    ]
    expect(kindsOf(chain)).toEqual(['exposure c'])
    expect(kindsOf([...chain, row('d', 'withdrawal', 23, { reason: 'wrong person' }, 'c')])).toEqual([])
  })

  it('a row cannot take itself out, and a row that is rejected corrects nothing', () => {
    expect(kindsOf([row('a', 'case_confirmed', 20, {}, 'a')])).toEqual(['case_confirmed a'])
    expect(kindsOf([row('a', 'case_confirmed', 20, {}), { ...row('b', 'withdrawal', 21, {}), corrects: 'a' }])).toEqual([
      'case_confirmed a',
    ])
  })
})

describe('what happened since', () => {
  it('a release names one row or a time', () => {
    const cases = [row('a', 'case_confirmed', 20, {}), row('b', 'case_confirmed', 22, {})]
    const released = (release: Evidence): (boolean | undefined)[] => ['a', 'b'].map((id) => sinceOf([...cases, release], id)?.released)
    expect(released(row('r', 'release', 25, { of: 'a' }))).toEqual([true, false])
    expect(released(row('r', 'release', 25, { allUntil: at(21) }))).toEqual([true, false])
    expect(released(row('r', 'release', 25, { allUntil: at(22) }))).toEqual([true, true])
  })

  it('negative tests count when sampled after the matter happened and was known', () => {
    const contact = row('a', 'exposure', 22, { kind: 'secondary_contact', at: at(20) })
    const tests = [
      test('n1', 'negative', 21, 25),
      test('n2', 'negative', 24, 26),
      test('n3', 'negative', 23, 27),
      test('p', 'positive', 23, 24),
    ]
    expect(sinceOf([contact, ...tests], 'a')?.negativeTests).toEqual([at(23), at(24)])
  })

  it('healthy reports count by day, and an unwell one starts again', () => {
    const declared = row('a', 'declaration', 20, { symptoms: ['cough'], contactWithCase: false, riskAreaStay: false })
    const report = (id: string, day: number, symptoms: string[] = [], date = day): Evidence =>
      row(id, 'daily_report', day, { date: `2021-12-${date}`, symptoms })
    const days = (...reports: Evidence[]): number | undefined => sinceOf([declared, ...reports], 'a')?.healthyReportDays
    expect(days(report('r1', 19), report('r2', 21), report('r3', 22), { ...report('r4', 22), observedAt: at(22, 9) })).toBe(2)
    expect(days(report('r1', 21), report('r2', 22, ['fever']), report('r3', 23))).toBe(1)
    expect(days(report('r1', 21), report('r2', 24), { ...report('r3', 24, [], 22), observedAt: at(24, 9) })).toBe(3)
  })

  it('a single result ends a pooled one, a pool or an invalid sample does not', () => {
    const pool = test('p', 'positive', 20, 21)
    const ended = (other: Evidence): boolean | undefined => sinceOf([pool, other], 'p')?.singleResult
    expect(ended(test('n', 'negative', 21, 22, false))).toBe(true)
    expect(ended(test('n', 'positive', 20, 22, false))).toBe(true) // sampled together with the pool
    expect(ended(test('n', 'negative', 21, 22, true))).toBe(false)
    expect(ended(test('n', 'invalid', 21, 22, false))).toBe(false)
    expect(ended(test('n', 'negative', 19, 22, false))).toBe(false)
  })

  it('a round that ended in a declared outage was not missed', () => {
    const missed = row('m', 'round_missed', 22, { roundId: 'r', endedAt: at(21) })
    expect(kindsOf([missed])).toEqual(['round_missed m'])
    expect(kindsOf([missed, row('o', 'outage', 22, { from: at(21, 7), to: at(21, 9) })])).toEqual([])
    expect(kindsOf([missed, row('o', 'outage', 22, { from: at(21, 9), to: at(21, 10) })])).toEqual(['round_missed m'])
  })
})

describe('what is no evidence', () => {
  it.each<[unknown, string]>([
    [row('v', 'visit' as EvidenceKind, 20, { venueId: 'v' }), 'unknown_kind'],
    [row('v', 'scan' as EvidenceKind, 20, { poster: 'v' }), 'unknown_kind'],
    [row('v', 'toString' as EvidenceKind, 20, {}), 'unknown_kind'],
    [null, 'not_a_row'],
    ['row', 'not_a_row'],
    [{ ...row('v', 'case_confirmed', 20, {}), observedAt: '2021-12-20' }, 'field_invalid observedAt'],
    [{ ...row('v', 'case_confirmed', 20, {}), evidenceId: 7 }, 'field_invalid evidenceId'],
    [{ ...row('v', 'case_confirmed', 20, {}), source: '' }, 'field_invalid source'],
    [test('v', 'maybe', 20, 21), 'field_invalid data.outcome'],
    [row('v', 'test_result', 20, { outcome: 'positive', sampledAt: at(20), sampleId: 's' }), 'field_invalid data.pooled'],
    [{ ...row('v', 'test_result', 20, {}), data: null }, 'field_invalid data.outcome'],
    [row('v', 'declaration', 20, { symptoms: ['sadness'], contactWithCase: false, riskAreaStay: false }), 'field_invalid data.symptoms'],
    [row('v', 'release', 20, {}), 'field_invalid data.of'],
    [row('v', 'release', 20, { of: 'a', allUntil: at(20) }), 'field_invalid data.of'],
    [row('v', 'withdrawal', 20, { reason: 'x' }), 'field_invalid corrects'],
    [
      row('v', 'hold', 20, { reason: 'x', expiresAt: at(21), approvals: [{ staffId: 'a', organisationId: 'o' }] }),
      'field_invalid data.approvals',
    ],
    [
      row('v', 'hold', 20, { reason: 'x', expiresAt: at(21), approvals: ['a', 'b'].map((staffId) => ({ staffId, organisationId: 'o' })) }),
      'field_invalid data.approvals',
    ],
  ])('%j: %s', (input, reason) => {
    const facts = buildFacts([input, input])
    expect(facts.rejected.map((one) => one.reason)).toEqual([reason])
    expect(facts.matters).toEqual([])
  })

  it('nothing throws', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (rows) => {
        expect(buildFacts(rows).matters).toEqual([])
      }),
    )
    const mangled = fc.tuple(anyRow(), fc.jsonValue(), fc.constantFrom('evidenceId', 'observedAt', 'data', 'source', 'corrects'))
    fc.assert(fc.property(mangled, ([good, junk, field]) => void buildFacts([{ ...good, [field]: junk }])))
  })
})
