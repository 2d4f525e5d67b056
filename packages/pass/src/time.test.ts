// Goal: an epoch is a local day, or thirty, and every second belongs to exactly one.
// Method: known midnights of Xi'an, and random calendars and times.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { epochAt, epochEnd, epochStart, toIsoTime } from './time.ts'

const XIAN = { utcOffsetSeconds: 28_800, epochDays: 1 }

test("Xi'an's 28 December 2021 begins at 16:00 UTC of the 27th", () => {
  const midnight = Date.parse('2021-12-27T16:00:00Z') / 1000
  expect(epochAt(XIAN, midnight - 1)).toBe(18_988)
  expect(epochAt(XIAN, midnight)).toBe(18_989)
  expect(epochStart(XIAN, 18_989)).toBe(midnight)
  expect(epochEnd(XIAN, 18_989)).toBe(midnight + 86_400)
})

test('every time lies within its epoch', () => {
  const calendar = fc.record({ utcOffsetSeconds: fc.integer({ min: -50_400, max: 50_400 }), epochDays: fc.integer({ min: 1, max: 366 }) })
  fc.assert(
    fc.property(calendar, fc.nat({ max: 4_102_444_800 }), (any, now) => {
      const epoch = epochAt(any, now)
      expect(epochStart(any, epoch) <= now && now < epochEnd(any, epoch)).toBe(true)
      expect(epochEnd(any, epoch) - epochStart(any, epoch)).toBe(any.epochDays * 86_400)
    }),
  )
})

test('times as facts carry them', () => {
  expect(toIsoTime(1_640_577_600)).toBe('2021-12-27T04:00:00Z')
})
