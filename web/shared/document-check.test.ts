// Goal: a mistyped document number is told while it is typed, with what is wrong; a right one is never refused.
// Method: the GB 11643 example typed character by character, then every single-digit mistake in it. (Skipping the check character turns it red.)
import { expect, test } from 'vitest'
import { checkDocument, normaliseNumber } from './document-check.ts'

const example = '11010519491231002X'
const check = (number: string) => checkDocument({ kind: 'resident_id', number })

test('typing the example is unfinished until its last character, then right', () => {
  for (let length = 0; length < 18; length += 1)
    expect(check(example.slice(0, length))).toEqual({ state: 'incomplete', reason: 'incomplete', count: 18 - length })
  expect(check(example)).toEqual({ state: 'good' })
  expect(check(' 110105 19491231 002x ')).toEqual({ state: 'good' })
  expect(check('１１０１０５１９４９１２３１００２Ｘ')).toEqual({ state: 'good' })
})

test('each of its 17 digits mistyped by any other is noticed', () => {
  for (let place = 0; place < 17; place += 1) {
    for (let digit = 0; digit < 10; digit += 1) {
      if (String(digit) === example[place]) continue
      expect(check(example.slice(0, place) + digit + example.slice(place + 1)).state).toBe('wrong')
    }
  }
})

test('what is wrong is said: a letter, a date that does not exist, the check digit, too many characters', () => {
  expect(check('11010A')).toMatchObject({ state: 'wrong', reason: 'characters' })
  expect(check('11010519490231')).toMatchObject({ state: 'wrong', reason: 'birthDate' })
  expect(check('110105194912310021')).toMatchObject({ state: 'wrong', reason: 'checkDigit' })
  expect(check(`${example}12`)).toMatchObject({ state: 'wrong', reason: 'tooLong', count: 2 })
})

test('travel documents are held to their form', () => {
  expect(checkDocument({ kind: 'passport', number: 'e1234567' })).toEqual({ state: 'good' })
  expect(checkDocument({ kind: 'hk_macao_permit', number: 'H12345678' })).toEqual({ state: 'good' })
  expect(checkDocument({ kind: 'hk_macao_permit', number: 'H1234' })).toMatchObject({ state: 'incomplete', count: 4 })
  expect(checkDocument({ kind: 'hk_macao_permit', number: 'X12345678' })).toMatchObject({ state: 'wrong', reason: 'form' })
  expect(checkDocument({ kind: 'taiwan_permit', number: '1234-5678' })).toEqual({ state: 'good' })
  expect(normaliseNumber(' h 1234-5678 ')).toBe('H12345678')
})
