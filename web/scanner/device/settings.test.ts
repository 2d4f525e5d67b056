// Goal: what an older version stored is read part by part; a part that does not fit never keeps the app from starting.
// Method: stored values, good and bad. (Skipping isPin turns the second test red.)
import { expect, test } from 'vitest'
import { possibleScreen } from './possible-screen.ts'
import { readSettings } from './settings.ts'

const pin = {
  region: 'CN-6101',
  names: { 'zh-CN': '西安', en: "Xi'an" },
  utcOffsetMinutes: 480,
  rootKey: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' },
  pinnedBy: 'first_use' as const,
}
const enrolment = { scannerId: 's', purposes: ['sampler' as const], site: null, venue: null }
const fresh = { venueType: null, sounds: true, pin: null, enrolment: null }

test('everything that fits is kept', () => {
  const stored = { venueType: 'shop', sounds: false, pin, enrolment }
  expect(readSettings(JSON.parse(JSON.stringify(stored)))).toEqual(stored)
})

test.each([
  null,
  7,
  'text',
  [],
  { pin: 7 },
  { pin: { ...pin, rootKey: {} } },
  { pin: { ...pin, pinnedBy: 'nobody' } },
  { enrolment: { scannerId: 's' } },
])('what does not fit is as never set: %j', (stored) => {
  expect(readSettings(stored)).toEqual(fresh)
})

test('a screen gives way to the one that gets what it needs', () => {
  expect(possibleScreen('guard', fresh)).toBe('prepare')
  expect(possibleScreen('guard', { ...fresh, pin })).toBe('venue')
  expect(possibleScreen('guard', { ...fresh, pin, venueType: 'shop' })).toBe('guard')
  expect(possibleScreen('sampler', fresh)).toBe('enrol')
  expect(possibleScreen('sampler', { ...fresh, enrolment })).toBe('sampler')
  expect(possibleScreen('venue', fresh)).toBe('prepare')
  expect(possibleScreen('settings', fresh)).toBe('settings')
})
