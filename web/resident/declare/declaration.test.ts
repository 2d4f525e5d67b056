// Goal: what is sent is what was answered, in UTC, under the id it was recorded with.
// Method: one full and one empty set of answers. (Reading the date as UTC turns the first test red.)
import { expect, test } from 'vitest'
import { createDeclaration, noAnswers } from './declaration.ts'

const made = {
  declarationId: '01930000-0000-7000-8000-000000000009',
  kind: 'daily_report',
  atMs: Date.UTC(2026, 10, 21, 8),
  utcOffsetMinutes: 480,
} as const

test('a journey’s date is the city’s midnight', () => {
  const answers = { symptoms: ['fever', 'cough'], contactWithCase: true, riskAreaStay: false, arrivedFromAbroadOn: '2026-11-19' } as const
  expect(createDeclaration(answers, made)).toEqual({
    declarationId: made.declarationId,
    kind: 'daily_report',
    observedAt: '2026-11-21T08:00:00.000Z',
    symptoms: ['fever', 'cough'],
    contactWithCase: true,
    riskAreaStay: false,
    arrivedFromAbroadAt: '2026-11-18T16:00:00.000Z',
  })
})

test('no answers are a declaration too', () => {
  expect(createDeclaration(noAnswers, made)).toMatchObject({
    symptoms: [],
    contactWithCase: false,
    riskAreaStay: false,
    arrivedFromAbroadAt: null,
  })
})
