// Goal: a phone with a valid pass keeps quiet until the moment the server gave it, and never blocks on a network; one without a pass asks at once.
// Method: a table of moments. (Ignoring nextContactAt turns the second test red.)
import { expect, test } from 'vitest'
import { contactDelayMs } from './contact-delay.ts'
import type { Passes } from './wire.ts'

const hour = 3_600_000
const dawn = Date.UTC(2026, 10, 20, 16)
const passes = (nextContactAt: string): Passes => ({
  region: 'CN-6101',
  passes: [
    {
      residentId: 'r',
      nameHint: '',
      relation: 'self',
      validFrom: new Date(dawn).toISOString(),
      validUntil: new Date(dawn + 24 * hour).toISOString(),
      pass: '',
      colour: 'green',
      lastNegativeAt: null,
    },
  ],
  statuses: [],
  nextContactAt,
  serverTime: '',
})

test('nothing to show, or nothing valid: at once', () => {
  expect(contactDelayMs(null, dawn, 0.9)).toBe(0)
  expect(contactDelayMs(passes(new Date(dawn + 99 * hour).toISOString()), dawn + 24 * hour, 0.9)).toBe(0)
})

test('with a valid pass: at the given moment, looked at again after half a day at most', () => {
  expect(contactDelayMs(passes(new Date(dawn + 3 * hour).toISOString()), dawn + hour, 0.9)).toBe(2 * hour)
  expect(contactDelayMs(passes(new Date(dawn + 23 * hour).toISOString()), dawn, 0.9)).toBe(12 * hour)
})

test('a moment already past is spread over forty seconds, so that eight o’clock is not one moment for a whole city', () => {
  const due = passes(new Date(dawn).toISOString())
  expect(contactDelayMs(due, dawn + hour, 0)).toBe(0)
  expect(contactDelayMs(due, dawn + hour, 0.5)).toBe(20_000)
  expect(contactDelayMs(passes('nonsense'), dawn + hour, 0.25)).toBe(10_000)
})
