// Goal: whatever the server refuses about a household is told in words of this page, in both languages.
// Method: the codes stand in the generated catalogue of refusals. (Taking one of the words away turns the test red.)
import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'

vi.stubGlobal('navigator', { languages: ['en'] })
const { locale } = await import('../../shared/preferences.ts')
const { sayCarriedAs, sayHouseholdRefusal } = await import('./words.ts')

const catalogue = readFileSync(new URL('../../../docs/reference/error-codes.md', import.meta.url), 'utf8')
const codes = catalogue
  .split('\n')
  .filter((line) => /\/v1\/me\/(?:household|carriers)/.test(line))
  .map((line) => /^\| `([a-z_.]+)`/.exec(line)?.[1] ?? line)

test('every refusal about the household has words', () => {
  expect(codes).toContain('residents.carrier_not_found')
  for (const code of codes) {
    const words = (['zh-CN', 'en'] as const).map((language) => {
      locale.value = language
      return sayHouseholdRefusal({ code, details: { attemptsLeft: 2 } })
    })
    expect(words, code).not.toContain(undefined)
    expect(words[0], code).not.toBe(words[1])
  }
})

test('what one is to a carrier is told the right way round', () => {
  locale.value = 'en'
  expect(['child', 'elder', 'other', 'cousin'].map(sayCarriedAs)).toEqual([
    'You are their child',
    'You are their elder',
    'You are family or somebody else to them',
    'You are family or somebody else to them',
  ])
})
