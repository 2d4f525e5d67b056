// Goal: what is not exactly a rule set is refused with the place and the reason, and nothing throws.
// Method: one change at a time to a good rule set; random JSON in every place of it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { xian202112 } from './example-rule-sets.ts'
import { loadRuleSet } from './load-rule-set.ts'
import { ruleSetLimits } from './rule-set-shape.ts'

const [rule] = xian202112.rules
const issuesOf = (json: unknown): readonly string[] => {
  const loading = loadRuleSet(json)
  return loading.ok ? [] : loading.issues
}

describe('shape', () => {
  it.each<[string, unknown, string]>([
    ['no object', null, 'ruleSet: must be an object'],
    ['a misspelt field', { ...xian202112, validForm: '' }, 'ruleSet.validForm: is not a known field'],
    ['an id with spaces', { ...xian202112, id: 'Xi an' }, 'ruleSet.id: must be a name of lower-case words joined by hyphens'],
    ['version 0', { ...xian202112, version: 0 }, 'ruleSet.version: must be an integer from 1 to 1000000'],
    ['a date without time', { ...xian202112, validFrom: '2021-12-20' }, 'ruleSet.validFrom: must be a date-time'],
    ['a language missing', { ...xian202112, names: { en: 'x' } }, 'ruleSet.names.zh-CN: is missing'],
    ['an empty text', { ...xian202112, names: { en: ' ', 'zh-CN': '西安' } }, 'ruleSet.names.en: must be text that is not empty'],
    ['no rules', { ...xian202112, rules: [] }, 'ruleSet.rules: must be a list of 1 to 64'],
    ['no example cases', { ...xian202112, exampleCases: [] }, 'ruleSet.exampleCases: must be a list of 1 to 200'],
    [
      'green as the colour of a rule',
      { ...xian202112, rules: [{ ...rule, colour: 'green' }] },
      'ruleSet.rules[0].colour: must be one of yellow, red',
    ],
    ['an end without condition', { ...xian202112, rules: [{ ...rule, ends: [{}] }] }, 'ruleSet.rules[0].ends[0]: must have a condition'],
    [
      'an end that says no',
      { ...xian202112, rules: [{ ...rule, ends: [{ released: false }] }] },
      'ruleSet.rules[0].ends[0].released: must be true',
    ],
    [
      'more days than anybody may be held',
      { ...xian202112, rules: [{ ...rule, ends: [{ daysElapsed: 61 }] }] },
      'ruleSet.rules[0].ends[0].daysElapsed: must be an integer from 1 to 60',
    ],
    ['a rule twice', { ...xian202112, rules: [rule, rule] }, 'ruleSet.rules: two rules are named case-confirmed'],
    [
      'a text too long',
      { ...xian202112, names: { en: 'x'.repeat(ruleSetLimits.textCharactersMax + 1), 'zh-CN': '西安' } },
      'ruleSet.names.en: must be text that is not empty',
    ],
    ['too many rules', { ...xian202112, rules: Array(ruleSetLimits.rulesMax + 1).fill(rule) }, 'ruleSet.rules: must be a list of 1 to 64'],
  ])('%s', (_, json, issue) => {
    expect(issuesOf(json)).toEqual([issue])
  })

  it('the good one is good', () => expect(issuesOf(xian202112)).toEqual([]))

  it('random JSON in place of any field of a rule never throws', () => {
    const field = fc.constantFrom('id', 'about', 'appliesWhen', 'colour', 'until', 'ends', 'texts', 'legalGround')
    fc.assert(fc.property(field, fc.jsonValue(), (name, value) => void loadRuleSet({ ...xian202112, rules: [{ ...rule, [name]: value }] })))
    fc.assert(fc.property(fc.jsonValue(), (value) => void loadRuleSet(value)))
  })
})
