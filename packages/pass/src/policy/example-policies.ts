// Example venue policies: Xi'an, December 2021. A negative test of the last 48 hours at workplaces and public places, colour only at the
// gate of a residential compound, and never a refusal at a hospital. Data to begin with; a region publishes its own.
import type { PolicyRule, Texts, VenuePolicies } from './policies.ts'

const TEST_HOURS = 48

const is = (colour: string) => ({ '===': [{ var: 'colour' }, colour] })
const NO_TEST = { '!': [{ var: 'lastNegativeAt' }] }
// Only reached with a test: the rule for none stands before.
const TEST_TOO_OLD = { '>=': [{ var: 'testAgeHours' }, TEST_HOURS] }

const PUBLIC_PLACE: readonly PolicyRule[] = [
  { reason: 'colour_red', when: is('red'), answer: 'deny' },
  { reason: 'colour_yellow', when: is('yellow'), answer: 'deny' },
  { reason: 'test_missing', when: NO_TEST, answer: 'deny' },
  { reason: 'test_too_old', when: TEST_TOO_OLD, answer: 'deny' },
  { reason: 'green_and_tested', when: true, answer: 'admit' },
]

// People under home quarantine live here: somebody has to look, nobody is left in the street.
const HOME: readonly PolicyRule[] = [
  { reason: 'colour_red', when: is('red'), answer: 'check_another_way' },
  { reason: 'colour_yellow', when: is('yellow'), answer: 'admit_with_precautions' },
  { reason: 'colour_green', when: true, answer: 'admit' },
]

const CARE: readonly PolicyRule[] = [
  { reason: 'colour_red', when: is('red'), answer: 'admit_with_precautions' },
  { reason: 'colour_yellow', when: is('yellow'), answer: 'admit_with_precautions' },
  { reason: 'test_missing', when: NO_TEST, answer: 'admit_with_precautions' },
  { reason: 'test_too_old', when: TEST_TOO_OLD, answer: 'admit_with_precautions' },
  { reason: 'green_and_tested', when: true, answer: 'admit' },
]

const REASON_TEXTS: Readonly<Record<string, Texts>> = {
  colour_red: { 'zh-CN': '红码', en: 'Red code' },
  colour_yellow: { 'zh-CN': '黄码', en: 'Yellow code' },
  colour_green: { 'zh-CN': '绿码', en: 'Green code' },
  test_missing: { 'zh-CN': '没有核酸阴性记录', en: 'No negative test on record' },
  test_too_old: { 'zh-CN': `核酸阴性已超过 ${TEST_HOURS} 小时`, en: `Negative test older than ${TEST_HOURS} hours` },
  green_and_tested: { 'zh-CN': `绿码，${TEST_HOURS} 小时内核酸阴性`, en: `Green code, negative test within ${TEST_HOURS} hours` },
}

/** The example policies under the given head, ready for `issuePolicies`. */
export function examplePolicies(head: Pick<VenuePolicies, 'iss' | 'version' | 'issuedAt' | 'expiresAt'>): VenuePolicies {
  return {
    ...head,
    softAgeSeconds: 10 * 60,
    hardAgeSeconds: 24 * 3600,
    venues: {
      workplace: PUBLIC_PLACE,
      shop: PUBLIC_PLACE,
      station: PUBLIC_PLACE,
      bus: PUBLIC_PLACE,
      school: PUBLIC_PLACE,
      compound: HOME,
      hospital: CARE,
      emergency: CARE,
    },
    answerTexts: {
      admit: { 'zh-CN': '可以通行', en: 'Admit' },
      admit_with_precautions: { 'zh-CN': '做好防护，可以进入', en: 'Admit with precautions' },
      deny: { 'zh-CN': '不能进入', en: 'Do not admit' },
      check_another_way: { 'zh-CN': '请用其他方式核验', en: 'Check another way' },
    },
    reasonTexts: REASON_TEXTS,
  }
}
