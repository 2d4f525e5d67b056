// Goal: a venue's policy decides as written, what cannot be evaluated turns nobody away, and a hospital never answers deny.
// Method: the example policies over a table of facts, broken rules, round trips through the signed form.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TYP } from '../cose/claim-keys.ts'
import { issueDocument } from '../cose/document.ts'
import { POLICY_CBOR_DEPTH_MAX, VENUE_RULES_MAX, VENUE_TYPES_MAX } from '../limits.ts'
import { keyList, must, NOON, policiesOf, region } from '../testing/demo-region.ts'
import { toIsoTime } from '../time.ts'
import { decideAtVenue, NEVER_DENY_VENUES, type PolicyFacts } from './decide-at-venue.ts'
import { type Answer, decodePolicies, issuePolicies, type PolicyRule, type VenuePolicies } from './policies.ts'

const POLICIES = policiesOf()

function factsOf(colour: 'green' | 'yellow' | 'red', testAgeHours: number | null, venueType = 'workplace'): PolicyFacts {
  const lastNegativeAt = testAgeHours === null ? null : toIsoTime(NOON - testAgeHours * 3600)
  return { colour, paper: false, venueType, testAgeHours, lastNegativeAt, now: toIsoTime(NOON) }
}

describe('the example policies', () => {
  test.each<[PolicyFacts, Answer, string]>([
    [factsOf('green', 0), 'admit', 'green_and_tested'],
    [factsOf('green', 47), 'admit', 'green_and_tested'],
    [factsOf('green', 48), 'deny', 'test_too_old'],
    [factsOf('green', null), 'deny', 'test_missing'],
    [factsOf('yellow', 1), 'deny', 'colour_yellow'],
    [factsOf('red', 1), 'deny', 'colour_red'],
    [factsOf('green', null, 'compound'), 'admit', 'colour_green'],
    [factsOf('red', 1, 'compound'), 'check_another_way', 'colour_red'],
    [factsOf('red', 1, 'hospital'), 'admit_with_precautions', 'colour_red'],
    [factsOf('green', 52, 'hospital'), 'admit_with_precautions', 'test_too_old'],
    [factsOf('green', 1, 'hospital'), 'admit', 'green_and_tested'],
    [factsOf('green', 1, 'moon'), 'check_another_way', 'policy.no_rules'],
    [factsOf('green', 1, 'constructor'), 'check_another_way', 'policy.no_rules'],
  ])('%j: %s', (facts, answer, reason) => {
    expect(decideAtVenue(POLICIES, facts)).toEqual({ answer, reason })
  })

  test('every answer and every reason has words in both languages', () => {
    for (const texts of [...Object.values(POLICIES.answerTexts), ...Object.values(POLICIES.reasonTexts)]) {
      expect(Object.keys(texts).sort()).toEqual(['en', 'zh-CN'])
    }
    for (const rule of Object.values(POLICIES.venues).flat()) expect(Object.keys(POLICIES.reasonTexts)).toContain(rule.reason)
  })
})

const withRules = (rules: readonly PolicyRule[], venueType = 'shop') => policiesOf(1, { venues: { [venueType]: rules } })

test.each<[string, unknown]>([
  ['compares what is missing', { '<': [{ var: 'missing' }, 1] }],
  ['yields no truth value', { '+': [1, 1] }],
  ['yields null', { var: 'missing' }],
  ['is no expression', { 'no such operator': [] }],
  ['is null', null],
])('a rule that %s is undecided: check another way', (_, when) => {
  const rules: PolicyRule[] = [
    { reason: 'broken', when, answer: 'deny' },
    { reason: 'rest', when: true, answer: 'deny' },
  ]
  expect(decideAtVenue(withRules(rules), factsOf('green', 1, 'shop'))).toEqual({ answer: 'check_another_way', reason: 'policy.undecided' })
})

test('rules none of which applies: check another way', () => {
  const rules: PolicyRule[] = [{ reason: 'never', when: false, answer: 'deny' }]
  expect(decideAtVenue(withRules(rules), factsOf('green', 1, 'shop'))).toEqual({
    answer: 'check_another_way',
    reason: 'policy.no_rule_applies',
  })
})

test('no policy can make a hospital deny', () => {
  const rules: PolicyRule[] = [{ reason: 'any', when: true, answer: 'deny' }]
  for (const venueType of NEVER_DENY_VENUES) {
    expect(decideAtVenue(withRules(rules, venueType), factsOf('red', null, venueType))).toEqual({
      answer: 'admit_with_precautions',
      reason: 'any',
    })
  }
})

test('a rule may count from the moment of sampling itself', () => {
  const when = { 'not-before': [{ plusTime: [{ var: 'now' }, 0, 'hour'] }, { plusTime: [{ var: 'lastNegativeAt' }, 24, 'hour'] }] }
  const policies = withRules([
    { reason: 'too_old', when, answer: 'deny' },
    { reason: 'fresh', when: true, answer: 'admit' },
  ])
  expect(decideAtVenue(policies, factsOf('green', 23, 'shop')).reason).toBe('fresh')
  expect(decideAtVenue(policies, factsOf('green', 24, 'shop')).reason).toBe('too_old')
})

describe('signed policies', () => {
  test('come back as they were signed', async () => {
    const { token, ...read } = must(decodePolicies(must(await issuePolicies(POLICIES, region))))
    expect(read).toEqual(POLICIES)
    expect(token.kid).toEqual(region.kid)
  })

  test('carry any expression', async () => {
    const leaf = fc.oneof(fc.boolean(), fc.integer(), fc.string({ maxLength: 8 }))
    const { expression } = fc.letrec((tie) => ({
      expression: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('expression'), { maxLength: 3 }),
        fc.record({ '!': fc.tuple(tie('expression')) }),
      ),
    }))
    await fc.assert(
      fc.asyncProperty(expression, async (when) => {
        const signed = await issuePolicies(withRules([{ reason: 'any', when, answer: 'admit' }]), region)
        if (signed.ok) expect(must(decodePolicies(signed.value)).venues.shop?.[0]?.when).toEqual(when)
      }),
      { numRuns: 50 },
    )
  })

  const rule: PolicyRule = { reason: 'any', when: true, answer: 'admit' }
  test.each<[string, Partial<VenuePolicies>, string]>([
    ['a rule that is no expression', { venues: { shop: [{ ...rule, when: { nope: [] } }] } }, 'policies.rule_invalid'],
    ['an unknown answer', { venues: { shop: [{ ...rule, answer: 'shoot' as 'deny' }] } }, 'policies.malformed'],
    ['a reason that is no name', { venues: { shop: [{ ...rule, reason: 'Not a name' }] } }, 'policies.malformed'],
    ['too many rules', { venues: { shop: new Array(VENUE_RULES_MAX + 1).fill(rule) } }, 'policies.malformed'],
    [
      'too many venue types',
      { venues: Object.fromEntries(Array.from({ length: VENUE_TYPES_MAX + 1 }, (_, i) => [`v${i}`, []])) },
      'policies.malformed',
    ],
    ['a hard age below the soft one', { softAgeSeconds: 100, hardAgeSeconds: 99 }, 'policies.malformed'],
    ['no soft age', { softAgeSeconds: 0 }, 'policies.malformed'],
    ['an answer without words', { answerTexts: {} as VenuePolicies['answerTexts'] }, 'policies.malformed'],
    ['version 0', { version: 0 }, 'document.malformed'],
  ])('with %s cannot be signed', async (_, change, reason) => {
    expect(await issuePolicies(policiesOf(1, change), region)).toEqual({ ok: false, reason })
  })

  test('that are broken, too deep, or something else are refused', async () => {
    const signed = async (body: unknown) => must(await issueDocument(POLICIES, body, TYP.policies, region))
    const deep = Array.from({ length: POLICY_CBOR_DEPTH_MAX }).reduce((inner) => [inner], true)
    expect(decodePolicies(await signed(5))).toEqual({ ok: false, reason: 'policies.malformed' })
    expect(decodePolicies(await signed(new Map()))).toEqual({ ok: false, reason: 'policies.malformed' })
    expect(decodePolicies(await signed(deep))).toEqual({ ok: false, reason: 'cbor.too_deep' })
    expect(decodePolicies(await keyList())).toEqual({ ok: false, reason: 'token.wrong_type' })
  })

  test('with a rule of the future are read: at the gate that rule is undecided, the others hold', async () => {
    const future = new Map<string, unknown>([['shop', [['any', new Map([['sings', [new Uint8Array(1)]]]), 'deny']]]])
    const texts = (codes: readonly string[]) => new Map(codes.map((code) => [code, new Map([['en', code]])]))
    const body = new Map<string, unknown>([
      ['soft', 1],
      ['hard', 2],
      ['venues', future],
      ['answers', texts(['admit', 'admit_with_precautions', 'deny', 'check_another_way'])],
      ['reasons', texts([])],
    ])
    const read = must(decodePolicies(must(await issueDocument(POLICIES, body, TYP.policies, region))))
    expect(decideAtVenue(read, factsOf('green', 1, 'shop')).reason).toBe('policy.undecided')
  })
})
