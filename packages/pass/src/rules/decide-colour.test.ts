// Goal: the colour is right for as long as it says it is, what cannot be evaluated darkens nothing, and the safety rules hold for every rule set.
// Method: random evidence under every shipped rule set, evaluated now and before `changesAt`; rules written to break each safety rule.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyEvidence, anyMoment, anyRow } from '../testing/arbitrary-evidence.ts'
import { formatDateTime } from './certlogic/date-time.ts'
import { decideColour } from './decide-colour.ts'
import type { Evidence, EvidenceKind } from './evidence.ts'
import { exampleRuleSets, xian202112 } from './example-rule-sets.ts'
import { buildFacts } from './facts.ts'
import { type LoadedRuleSet, loadRuleSet } from './load-rule-set.ts'
import type { Colour, Decision, Rule, RuleSet } from './rule-set.ts'

const hourMs = 3_600_000
const load = (data: RuleSet): LoadedRuleSet => {
  const loading = loadRuleSet(data)
  if (!loading.ok) throw new Error(loading.issues.join('\n'))
  return loading.ruleSet
}
const template = xian202112.rules[0] as Rule
const withRules = (...rules: Partial<Rule>[]): LoadedRuleSet =>
  load({ ...xian202112, rules: rules.map((rule, index) => ({ ...template, id: `rule-${index}`, ...rule })) })
const ruleSets = exampleRuleSets.map(load)
const anyRuleSet = fc.constantFrom(...ruleSets)
const darkness = (colour: Colour): number => ['green', 'yellow', 'red'].indexOf(colour)

const at = (day: number, hour = 8): number => Date.UTC(2021, 11, day, hour)
const row = (evidenceId: string, kind: EvidenceKind, day: number, data: object): Evidence =>
  ({ evidenceId, kind, observedAt: formatDateTime(at(day)), data, source: 'test' }) as Evidence
const decide = (ruleSet: LoadedRuleSet, now: number, ...rows: Evidence[]): Decision => decideColour(ruleSet, buildFacts(rows), now)
const confirmed = row('c1', 'case_confirmed', 20, {})

describe('stability', () => {
  it('before changesAt, which is later than now, the decision is the same to the last byte', () => {
    fc.assert(
      fc.property(anyRuleSet, anyEvidence(), anyMoment, fc.array(anyMoment, { maxLength: 4 }), (ruleSet, rows, now, others) => {
        const facts = buildFacts(rows)
        const decision = decideColour(ruleSet, facts, now)
        const limit = decision.changesAt ?? Number.POSITIVE_INFINITY
        expect(limit).toBeGreaterThan(now)
        const times = [now + 1, now + 40 * 24 * hourMs, limit - 1, ...others].filter((time) => time > now && time < limit && time < 4e12)
        for (const time of times) expect(decideColour(ruleSet, facts, time)).toEqual(decision)
      }),
      { numRuns: 1_000 },
    )
  }, 60_000)

  it('at changesAt the decision of a finding that ends by time is another one', () => {
    const ruleSet = withRules({ until: { plusTime: [{ var: 'item.at' }, 14, 'day'] } })
    const decision = decide(ruleSet, at(21), confirmed)
    expect(decision).toMatchObject({ colour: 'red', changesAt: Date.UTC(2022, 0, 3, 8), findings: [{ until: '2022-01-03T08:00:00.000Z' }] })
    expect(decide(ruleSet, Date.UTC(2022, 0, 3, 8) - 1, confirmed).colour).toBe('red')
    expect(decide(ruleSet, Date.UTC(2022, 0, 3, 8), confirmed)).toEqual({ colour: 'green', findings: [], undecided: [], changesAt: null })
  })
})

describe('findings', () => {
  it('one per rule, darkest first, with all evidence, from the first known to the last end', () => {
    const ruleSet = withRules(
      { about: 'exposure', colour: 'yellow', until: { plusTime: [{ var: 'item.at' }, 3, 'day'] } },
      { about: 'case_confirmed', colour: 'red' },
    )
    const contact = (id: string, day: number): Evidence => row(id, 'exposure', day, { kind: 'secondary_contact' })
    const { colour, findings, changesAt } = decide(ruleSet, at(22, 12), contact('e2', 21), contact('e1', 22), contact('e0', 18), confirmed)
    expect(colour).toBe('red')
    expect(findings.map(({ ruleId, evidenceIds, from, until }) => ({ ruleId, evidenceIds, from, until }))).toEqual([
      { ruleId: 'rule-1', evidenceIds: ['c1'], from: formatDateTime(at(20)), until: null },
      { ruleId: 'rule-0', evidenceIds: ['e1', 'e2'], from: formatDateTime(at(21)), until: formatDateTime(at(25)) },
    ])
    expect(changesAt).toBe(at(24))
  })
})

describe('undecided darkens nothing', () => {
  const dateOfNothing = { plusTime: [{ var: 'item.caseId' }, 1, 'day'] }
  it.each<[string, Partial<Rule>, string]>([
    ['missing data', { appliesWhen: { before: [dateOfNothing, dateOfNothing] } }, 'appliesWhen: not_a_date_string at plusTime'],
    ['not a boolean', { appliesWhen: { var: 'item.evidenceId' } }, 'appliesWhen: not_a_boolean'],
    ['the clock as text', { appliesWhen: { '===': [{ var: 'now' }, { var: 'item.at' }] } }, 'appliesWhen: clock_not_followed'],
    ['until cannot be evaluated', { until: dateOfNothing }, 'until: not_a_date_string at plusTime'],
    ['until is no date-time', { until: true }, 'until: not_a_date_time'],
  ])('%s', (_, rule, reason) => {
    const decision = decide(withRules(rule), at(21), confirmed)
    expect(decision).toEqual({
      colour: 'green',
      findings: [],
      undecided: [{ ruleId: 'rule-0', evidenceId: 'c1', reason }],
      changesAt: null,
    })
  })
})

describe('safety rules', () => {
  it('without a matter everybody is green under every rule set at every time', () => {
    const harmless: EvidenceKind[] = ['sample_taken', 'release', 'outage', 'withdrawal', 'test_result', 'daily_report']
    const rows = anyEvidence(
      anyRow(harmless).filter(
        ({ data }) => !('outcome' in data && data.outcome === 'positive') && !('symptoms' in data && data.symptoms.length > 0),
      ),
    )
    fc.assert(
      fc.property(anyRuleSet, rows, anyMoment, (ruleSet, evidence, now) => {
        expect(decideColour(ruleSet, buildFacts(evidence), now)).toEqual({ colour: 'green', findings: [], undecided: [], changesAt: null })
      }),
    )
  })

  it('one more negative test, sample, report of being well, release or outage never darkens', () => {
    const better = anyRow(['test_result', 'sample_taken', 'daily_report', 'release', 'outage'], false).filter(
      ({ data }) => !('outcome' in data && data.outcome === 'positive') && !('symptoms' in data && data.symptoms.length > 0),
    )
    fc.assert(
      fc.property(anyRuleSet, anyEvidence(), better, anyMoment, (ruleSet, rows, extra, now) => {
        const before = decideColour(ruleSet, buildFacts(rows), now).colour
        const after = decideColour(ruleSet, buildFacts([...rows, { ...extra, evidenceId: 'extra' }]), now).colour
        expect(darkness(after)).toBeLessThanOrEqual(darkness(before))
      }),
      { numRuns: 1_000 },
    )
  }, 60_000)

  it('a hold ends when it expires, whatever the rule says', () => {
    const ruleSet = withRules({ about: 'hold', colour: 'yellow', until: { plusTime: [{ var: 'item.at' }, 30, 'day'] } })
    const approvals = ['a', 'b'].map((name) => ({ staffId: name, organisationId: name }))
    const hold = row('h1', 'hold', 20, { reason: 'example', expiresAt: formatDateTime(at(22)), approvals })
    expect(decide(ruleSet, at(21), hold)).toMatchObject({ colour: 'yellow', changesAt: at(22) })
    expect(decide(ruleSet, at(22), hold)).toMatchObject({ colour: 'green' })
  })

  it.each<[string, Partial<Rule>, string]>([
    [
      'a pooled positive as red',
      { about: 'positive_pool', ends: [{ singleResult: true }] },
      'colour: must be yellow, a pooled positive is never a diagnosis',
    ],
    [
      'a pooled positive for ever',
      { about: 'positive_pool', colour: 'yellow' },
      'ends: must have { "singleResult": true }, so that the resident can end it',
    ],
    [
      'a missed round as red',
      { about: 'round_missed', ends: [{ sampled: true }] },
      'colour: must be yellow, a test that was not taken is no sign of infection',
    ],
    [
      'a missed round that a swab alone does not end',
      { about: 'round_missed', colour: 'yellow', ends: [{ sampled: true, daysElapsed: 3 }] },
      'ends: must have { "sampled": true }, so that the resident can end it',
    ],
    ['a hold as red', { about: 'hold' }, 'colour: must be yellow, a hold is no sign of infection'],
    ['no end', { ends: [] }, 'ends: a finding must be able to end, by until or by ends'],
    [
      'an end that moves away',
      { until: { plusTime: [{ var: 'now' }, 14, 'day'] } },
      'until: must not follow the clock, or the finding would never end',
    ],
    [
      'test age',
      { appliesWhen: { '!': [{ var: 'item.sampledAt' }] } },
      'appliesWhen: there is no "item.sampledAt" in a matter of kind case_confirmed',
    ],
    ['the whole item', { appliesWhen: { '!': [{ var: 'item' }] } }, 'appliesWhen: there is no "item" in a matter of kind case_confirmed'],
    ['everything', { appliesWhen: { '!': [{ var: '' }] } }, 'appliesWhen: there is no "" in a matter of kind case_confirmed'],
    [
      'the data inside reduce',
      { appliesWhen: { reduce: [[1], { var: 'item.at' }, true] } },
      'appliesWhen: inside reduce there is no "item.at"',
    ],
    ['no CertLogic', { appliesWhen: { or: [true] } }, 'appliesWhen: unrecognised operator: "or" in {"or":[true]}'],
  ])('refuses %s', (_, rule, problem) => {
    expect(loadRuleSet({ ...xian202112, rules: [{ ...template, ...rule }] })).toEqual({ ok: false, issues: [`rules[0].${problem}`] })
  })

  it('no rule can be about tests that were negative or not taken', () => {
    for (const about of ['negative', 'test_result', 'sample_taken', 'daily_report', 'visit'])
      expect(loadRuleSet({ ...xian202112, rules: [{ ...template, about }] })).toMatchObject({ ok: false })
  })
})
