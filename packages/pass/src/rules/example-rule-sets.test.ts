// Goal: every rule set we ship loads, gets each of its example cases right, and speaks both languages to the resident.
// Method: the cases in the data themselves; one case is turned wrong on purpose to see it noticed.
import { describe, expect, it } from 'vitest'
import { runExampleCases } from './example-cases.ts'
import { exampleRuleSets, xian202112 } from './example-rule-sets.ts'
import { type LoadedRuleSet, loadRuleSet } from './load-rule-set.ts'
import type { RuleSet } from './rule-set.ts'

function load(data: RuleSet): LoadedRuleSet {
  const loading = loadRuleSet(data)
  if (!loading.ok) throw new Error(loading.issues.join('\n'))
  return loading.ruleSet
}

describe.each(exampleRuleSets.map((data) => ({ id: data.id, data })))('$id', ({ data }) => {
  it.each(runExampleCases(load(data)).map((outcome) => ({ name: outcome.name.en, outcome })))('$name', ({ outcome }) => {
    expect(outcome.ok, JSON.stringify(outcome.got)).toBe(true)
  })

  it('every rule is seen to apply in some case, and to end or not to apply in another', () => {
    const outcomes = runExampleCases(load(data))
    for (const { id } of data.rules) {
      expect(outcomes.some(({ got }) => got.ruleIds.includes(id))).toBe(true)
      expect(outcomes.some(({ got }) => !got.ruleIds.includes(id))).toBe(true)
    }
  })

  it('texts: Chinese in the Chinese ones, none in the English ones, each one or a few sentences', () => {
    for (const { texts } of data.rules) {
      for (const text of Object.values(texts['zh-CN'])) expect(text).toMatch(/^[^a-zA-Z]*\p{Script=Han}[^a-zA-Z]*[。]$/u)
      for (const text of Object.values(texts.en)) expect(text).toMatch(/^[A-Z][^\p{Script=Han}]*\.$/u)
    }
  })
})

it('a wrong example case is noticed', () => {
  const [first, ...others] = xian202112.exampleCases
  if (first === undefined) throw new Error('no cases')
  const wrong = load({ ...xian202112, exampleCases: [{ ...first, expect: { colour: 'red', ruleIds: [] } }, ...others] })
  expect(runExampleCases(wrong).map(({ ok }) => ok)).toEqual([false, ...others.map(() => true)])
})
