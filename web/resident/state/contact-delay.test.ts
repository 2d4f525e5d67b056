// Goal: a phone with a valid pass keeps quiet until the moment the server gave it, and never blocks on a network; one without a pass asks at once.
// Method: a table of moments. (Ignoring nextContactAt turns the second test red.)
import { expect, test } from 'vitest'
import { contactDelayMs } from './contact-delay.ts'
import type { Passes } from './wire.ts'

const hour = 3_600_000
const dawn = Date.UTC(2026, 10, 20, 16)
const iso = (ms: number): string => new Date(ms).toISOString()
const pass = {
  residentId: 'r',
  nameHint: '',
  validFrom: iso(dawn),
  validUntil: iso(dawn + 24 * hour),
  pass: '',
  colour: 'green',
  lastNegativeAt: null,
} as const
const held = (nextContactAt: string, passes: Passes['passes'] = [pass]) => ({
  value: { region: 'CN-6101', passes, statuses: [], nextContactAt, serverTime: '' },
  savedAt: dawn,
})

test('nothing to show, or nothing valid: at once', () => {
  expect(contactDelayMs(null, dawn, 0.9)).toBe(0)
  expect(contactDelayMs(held(iso(dawn + 99 * hour)), dawn + 24 * hour, 0.9)).toBe(0)
})

test('with a valid pass: at the given moment, looked at again after half a day at most', () => {
  expect(contactDelayMs(held(iso(dawn + 3 * hour)), dawn + hour, 0.9)).toBe(2 * hour)
  expect(contactDelayMs(held(iso(dawn + 23 * hour)), dawn, 0.9)).toBe(12 * hour)
})

test('a moment already past is spread over forty seconds, so that eight o’clock is not one moment for a whole city', () => {
  const due = held(iso(dawn))
  expect(contactDelayMs(due, dawn + hour, 0)).toBe(0)
  expect(contactDelayMs(due, dawn + hour, 0.5)).toBe(20_000)
  expect(contactDelayMs(held('nonsense'), dawn + hour, 0.25)).toBe(10_000)
})

test('a resident not decided yet is asked about when the server said, never in a tight loop', () => {
  expect(contactDelayMs(held(iso(dawn + 4_000), []), dawn, 0.9)).toBe(4_000)
  expect(contactDelayMs(held(iso(dawn + hour), []), dawn, 0.9)).toBe(10_000)
  expect(contactDelayMs(held('nonsense', []), dawn, 0.9)).toBe(10_000)
})
