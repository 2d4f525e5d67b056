// Goal: times are the region's whatever zone the computer has; ages, countdowns and sizes are short and right at their limits.
// Method: tables at the limits between units.
import { describe, expect, it } from 'vitest'
import { formatBytes, formatCountdown, formatDuration, formatShare, formatTime, fromWallClock, toWallClock } from './format.ts'

describe('formatTime', () => {
  it('moves UTC to the region, over midnight and the turn of the year', () => {
    expect(formatTime('2021-12-31T16:05:09.000Z')).toBe('2022-01-01 00:05')
    expect(formatTime('2021-12-31T16:05:09.000Z', true)).toBe('2022-01-01 00:05:09')
  })

  it('shows what is no time as it stands', () => {
    expect(formatTime('soon')).toBe('soon')
  })
})

describe('formatDuration', () => {
  it.each([
    [-5_000, '0 s'],
    [89_000, '89 s'],
    [90_000, '2 min'],
    [89 * 60_000, '89 min'],
    [90 * 60_000, '2 h'],
    [47 * 3_600_000, '47 h'],
    [48 * 3_600_000, '2 d'],
  ])('%i ms is %s', (ms, words) => {
    expect(formatDuration(ms, 'en')).toBe(words)
  })
})

describe('formatCountdown', () => {
  it.each([
    [900_000, '15:00'],
    [899_001, '15:00'],
    [61_000, '1:01'],
    [1, '0:01'],
    [-1, '0:00'],
  ])('%i ms is %s', (ms, words) => {
    expect(formatCountdown(ms)).toBe(words)
  })
})

describe('formatBytes', () => {
  it.each([
    [999, '999 B'],
    [1000, '1.0 kB'],
    [1_234_567_890, '1.2 GB'],
  ])('%i is %s', (bytes, words) => {
    expect(formatBytes(bytes)).toBe(words)
  })
})

describe('wall clock', () => {
  it('reads a field in the region’s time, over midnight, and writes it back', () => {
    expect(fromWallClock('2022-01-01T00:05')).toBe('2021-12-31T16:05:00.000Z')
    expect(toWallClock(Date.parse('2021-12-31T16:05:00.000Z'))).toBe('2022-01-01T00:05')
  })

  it.each(['', '2022-01-01', '2022-13-01T00:05', 'soon'])('%j names no moment', (text) => {
    expect(fromWallClock(text)).toBeNull()
  })
})

describe('formatShare', () => {
  it.each([
    [0, 10, '0 %'],
    [1, 1000, '<1 %'],
    [9_999, 10_000, '99 %'],
    [10, 10, '100 %'],
    [11, 10, '110 %'],
    [0, 0, '–'],
  ])('%i of %i is %s', (part, whole, words) => {
    expect(formatShare(part, whole)).toBe(words)
  })
})
