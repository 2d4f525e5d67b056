// Goal: every limit on single values holds at its edge: the last value inside is taken, the first outside is not.
// Method: both sides of each edge, and the values that look like numbers and texts but are none.
import { describe, expect, test } from 'vitest'
import { LANGUAGES_MAX, NAME_CHARS_MAX, REGION_ID_CHARS_MAX, SHOWN_TEXT_CHARS_MAX, TIME_MAX, VERSION_MAX } from '../limits.ts'
import { isInteger, isName, isRegionId, isText, isTexts, isTime, isVersion } from './fields.ts'

const languages = (count: number, text = 'x') => new Map(Array.from({ length: count }, (_, i) => [`en-${i}`, text]))

test.each<[string, (value: unknown) => boolean, unknown, unknown]>([
  ['time', isTime, TIME_MAX, TIME_MAX + 1],
  ['the beginning of time', isTime, 0, -1],
  ['version', isVersion, VERSION_MAX, VERSION_MAX + 1],
  ['the first version', isVersion, 1, 0],
  ['name', isName, 'a'.repeat(NAME_CHARS_MAX), 'a'.repeat(NAME_CHARS_MAX + 1)],
  ['region id', isRegionId, 'A'.repeat(REGION_ID_CHARS_MAX), 'A'.repeat(REGION_ID_CHARS_MAX + 1)],
  ['languages', isTexts, languages(LANGUAGES_MAX), languages(LANGUAGES_MAX + 1)],
  ['text shown', isTexts, languages(1, 'x'.repeat(SHOWN_TEXT_CHARS_MAX)), languages(1, 'x'.repeat(SHOWN_TEXT_CHARS_MAX + 1))],
])('%s', (_, check, inside, outside) => {
  expect(check(inside)).toBe(true)
  expect(check(outside)).toBe(false)
})

describe('what is no', () => {
  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, -0, '1', 1n, null, undefined])('integer: %s', (value) => {
    expect(isInteger(value, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)).toBe(false)
  })

  test.each(['a\nb', '\u0000', '\u007f', '\ud800', 5, null])('text: %j', (value) => {
    expect(isText(value, 10)).toBe(false)
  })

  test.each(['', 'cn-6101', 'CN--1', '-CN', 'CN/1', '..', 'ＣＮ'])('region id: %j', (value) => {
    expect(isRegionId(value)).toBe(false)
  })

  test.each(['', 'Red', '1st', 'a-b', '__proto__'])('name: %j', (value) => {
    expect(isName(value)).toBe(false)
  })

  test.each([new Map([['', 'x']]), new Map([['e n', 'x']]), new Map([[1, 'x']]), new Map([['en', 1]]), {}])('texts', (value) => {
    expect(isTexts(value)).toBe(false)
  })
})
