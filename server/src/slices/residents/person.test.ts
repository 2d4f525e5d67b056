/**
 * Goal: details take one normal form and are shown masked. Method: tables, and a property over every mask.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMinor, maskDocument, maskMiddle, maskName, normaliseDocument, normaliseName, normalisePhone } from './person.ts'
import { idNumber } from './testing.ts'

test.each([
  ['resident_id', ' １１０１０５ 19491231 002x', '11010519491231002X'],
  ['passport', 'e12345678', 'E12345678'],
  ['hk_macao_permit', 'h1234567890', 'H1234567890'],
  ['taiwan_permit', '1234 5678', '12345678'],
] as const)('%s %j becomes %s', (kind, number, normal) => {
  expect(normaliseDocument({ kind, number })).toEqual({ ok: true, value: { kind, number: normal } })
})

test.each([
  ['13812345678', '+8613812345678'],
  ['+44 20 7946 0958', '+442079460958'],
])('phone %s becomes %s', (typed, normal) => {
  expect(normalisePhone(typed)).toEqual({ ok: true, value: normal })
})

test.each([
  ['王明', '王*'],
  ['欧阳娜娜', '欧**娜'],
  ['Anna Smith', 'A*** S****'],
  ['买买提·艾力', '买****力'],
])('%s is shown as %s', (name, masked) => {
  expect(normaliseName(name).ok).toBe(true)
  expect(maskName(name)).toBe(masked)
})

test('a mask always hides something', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 40 }), fc.nat(5), fc.nat(5), (text, first, last) => {
      expect(maskMiddle(text, first, last)).toContain('*')
    }),
  )
  expect(maskDocument({ kind: 'passport', number: 'E12345678' })).toBe('E******78')
})

test('a minor turns of age on the eighteenth birthday', () => {
  const document = { kind: 'resident_id' as const, number: idNumber(1, '20031227') }
  expect(isMinor(document, new Date('2021-12-26T23:59:59Z'))).toBe(true)
  expect(isMinor(document, new Date('2021-12-27T00:00:00Z'))).toBe(false)
  expect(isMinor({ kind: 'passport', number: 'E12345678' }, new Date(0))).toBe(false)
})
