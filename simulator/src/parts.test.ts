// Goal: the small pure parts say what is true: QR sizes, people, fates, accounts in a welcome.
// Method: tables and properties. (A capacity off by one, or people who repeat, turns these red.)
import { checkResidentIdNumber } from '@evergate/pass'
import { expect, test } from 'vitest'
import { fateOf } from './day-plan.ts'
import { personOf } from './people.ts'
import { qrVersionOf } from './qr-version.ts'
import { readAccounts } from './welcome-text.ts'

test('a QR is as large as the standard says', () => {
  const of = (length: number): number => qrVersionOf('A'.repeat(length))
  expect([of(1), of(20), of(21), of(366), of(367), of(483), of(484)]).toEqual([1, 1, 2, 11, 12, 13, 14])
})

test('people are all different and have right numbers', () => {
  const people = Array.from({ length: 2_000 }, (_, number) => personOf(number))
  for (const { document, phone } of people) {
    expect(checkResidentIdNumber(document.number)).toMatchObject({ ok: true })
    expect(phone).toMatch(/^138\d{8}$/)
  }
  expect(new Set(people.map(({ document }) => document.number)).size).toBe(people.length)
  expect(new Set(people.map(({ phone }) => phone)).size).toBe(people.length)
  expect(personOf(7)).toEqual(personOf(7))
})

test('of ten residents seven are tested negative', () => {
  const fates = Array.from({ length: 10 }, (_, number) => fateOf(number))
  expect(fates.slice(0, 3)).toEqual(['positive', 'risk_area', 'untested'])
  expect(fates.filter((fate) => fate === 'negative')).toHaveLength(7)
})

test('accounts are read out of the welcome, and nothing else', () => {
  const welcome =
    '  Staff of the demo city:\n    admin      C8PJ-5N9U-B4AC-8GA3   administrator\n    laboratory  S7QT-2WB3-JC4F-5YSH   laboratory\n'
  expect(readAccounts(welcome)).toEqual([
    { username: 'admin', password: 'C8PJ-5N9U-B4AC-8GA3' },
    { username: 'laboratory', password: 'S7QT-2WB3-JC4F-5YSH' },
  ])
  expect(readAccounts('  Data       ABCD-ABCD-ABCD-ABCD')).toEqual([])
})
