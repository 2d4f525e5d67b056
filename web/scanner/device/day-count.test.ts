// Goal: counts belong to one day of the city and survive nothing else.
// Method: stored values against a day. (Ignoring the stored day turns this red.)
import { expect, test } from 'vitest'
import { countsOn } from './day-count.ts'

test('today’s counts stay, yesterday’s are gone', () => {
  const stored = { day: '2021-12-27', counts: { admit: 3, deny: 1 } }
  expect(countsOn('2021-12-27', stored)).toEqual({ admit: 3, deny: 1 })
  expect(countsOn('2021-12-28', stored)).toEqual({})
})

test.each([null, 7, {}, { day: '2021-12-27' }, { day: '2021-12-27', counts: { admit: 'x', deny: -1, other: 1.5 } }])(
  '%j counts nothing',
  (stored) => {
    expect(countsOn('2021-12-27', stored)).toEqual({})
  },
)
