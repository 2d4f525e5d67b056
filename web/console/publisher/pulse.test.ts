// Goal: a publisher that stands still is called so, and one that merely has nothing to publish is not. Method: ages at the limit.
import { expect, it } from 'vitest'
import { pulseOf } from './publisher.query.ts'

const indexIssuedAt = '2021-12-27T04:00:00.000Z'

it.each([
  [0, 'alive'],
  [60_000, 'alive'],
  [60_001, 'standing_still'],
])('an index %i ms old means %s', (ageMs, pulse) => {
  expect(pulseOf({ indexIssuedAt }, Date.parse(indexIssuedAt) + ageMs)).toBe(pulse)
})

it('has not begun without an index', () => {
  expect(pulseOf({ indexIssuedAt: null }, 0)).toBe('not_begun')
})
