// Goal: what ends a finding is said completely. Method: each condition alone and several in one end.
import { expect, it } from 'vitest'
import { ruleEndWords } from './rule-end-words.ts'

it.each([
  [{ released: true }, ['the matter has been released']],
  [{ negativeTests: { count: 2, apartHoursMin: 24, withinHoursMax: 72 } }, ['2 negative tests at least 24 h apart, all within 72 h']],
  [{ daysElapsed: 14, healthyReportDays: 14 }, ['14 days of being well reported', '14 days have passed']],
  [{ daysElapsed: 1 }, ['1 day has passed']],
  [{ singleResult: true, sampled: true }, ['a single re-sampling has its result', 'a sample has been taken']],
] as const)('%j', (end, words) => {
  expect(ruleEndWords(end, 'en')).toEqual(words)
})
