// Goal: words follow the language, forms follow the count, moments follow the region's clock.
// Method: small catalogues and fixed moments. (Formatting in the phone's own zone turns the last test red anywhere but in China.)
import { expect, test } from 'vitest'
import { chooseLocale, createTranslate, type Locale } from './i18n.ts'
import { formatClock, formatDay, formatMoment, formatRecent } from './region-time.ts'

test('placeholders, forms by count, and a change of language on the way', () => {
  let locale: Locale = 'en'
  const zh = { hello: '你好，{name}', tests: { other: '{count} 次检测' } } as const
  const say = createTranslate<typeof zh>(
    { 'zh-CN': zh, en: { hello: 'Hello {name}', tests: { one: '{count} test', other: '{count} tests' } } },
    () => locale,
  )
  expect(say('tests', { count: 1 })).toBe('1 test')
  expect(say('tests', { count: 0 })).toBe('0 tests')
  expect(say('hello')).toBe('Hello {name}')
  locale = 'zh-CN'
  expect(say('tests', { count: 1 })).toBe('1 次检测')
  expect(say('hello', { name: '王*' })).toBe('你好，王*')
})

test('the stored language wins, then the first one spoken here, then Chinese', () => {
  expect(chooseLocale('en', ['zh-CN'])).toBe('en')
  expect(chooseLocale('fr', ['fr', 'en-US', 'zh'])).toBe('en')
  expect(chooseLocale(null, ['zh-Hant-HK'])).toBe('zh-CN')
  expect(chooseLocale(null, ['de'])).toBe('zh-CN')
})

test('moments are those of the city, also around midnight and the new year', () => {
  const at = Date.UTC(2026, 11, 31, 16, 5, 9)
  expect(formatClock(at, 480)).toBe('00:05')
  expect(formatClock(at, 480, true)).toBe('00:05:09')
  expect(formatDay(at, 480)).toBe('2027-01-01')
  expect(formatMoment(at, 480, 'zh-CN')).toBe('1月1日 00:05')
  expect(formatMoment(at, 480, 'en')).toBe('1 Jan, 00:05')
  expect(formatRecent(at, at + 3_600_000, 480, 'en')).toBe('00:05')
  expect(formatRecent(at, at + 13 * 3_600_000, 480, 'en')).toBe('1 Jan, 00:05')
})
