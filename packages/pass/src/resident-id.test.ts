// Goal: a wrong resident identity number is caught where it is typed, with the reason.
// Method: the example of GB 11643-1999, numbers made from random parts, and every single wrong digit and swap of neighbours.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkResidentIdNumber, residentIdCheckCharacter } from './resident-id.ts'

const EXAMPLE = '11010519491231002X'

test('the example of GB 11643', () => {
  expect(checkResidentIdNumber(EXAMPLE)).toEqual({
    ok: true,
    value: { number: EXAMPLE, division: '110105', birthDate: '1949-12-31', sex: 'female' },
  })
  expect(checkResidentIdNumber(' 11010519491231002x ')).toMatchObject({ ok: true, value: { number: EXAMPLE } })
})

const numbers = fc
  .tuple(
    fc.constantFrom('610102', '110105', '440305', '710000', '810000', '910000'),
    fc.date({ min: new Date('1850-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }),
    fc.nat({ max: 999 }),
  )
  .map(([division, date, order]) => {
    const digits = division + date.toISOString().slice(0, 10).replaceAll('-', '') + String(order).padStart(3, '0')
    return digits + residentIdCheckCharacter(digits)
  })

test('every well-made number is accepted', () => {
  fc.assert(
    fc.property(numbers, (number) => {
      expect(checkResidentIdNumber(number)).toMatchObject({ ok: true, value: { number, division: number.slice(0, 6) } })
    }),
  )
})

test('every number with one digit wrong or two neighbours swapped is refused', () => {
  fc.assert(
    fc.property(numbers, (number) => {
      for (let at = 0; at < 17; at++) {
        for (let digit = 0; digit < 10; digit++) {
          const wrong = number.slice(0, at) + digit + number.slice(at + 1)
          if (wrong !== number) expect(checkResidentIdNumber(wrong).ok, wrong).toBe(false)
        }
        const swapped = number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2)
        if (swapped !== number) expect(checkResidentIdNumber(swapped).ok, swapped).toBe(false)
      }
    }),
    { numRuns: 20 },
  )
})

test.each([
  ['', 'resident_id.length'],
  ['11010519491231002', 'resident_id.length'],
  ['110105491231002', 'resident_id.length'],
  ['1101051949123100２X', 'resident_id.characters'],
  ['X10105194912310021', 'resident_id.characters'],
  ['990105194912310021', 'resident_id.division'],
  ['110105194902290021', 'resident_id.birth_date'],
  ['110105174912310021', 'resident_id.birth_date'],
  ['110105194912310021', 'resident_id.check_character'],
])('%j: %s', (number, reason) => {
  expect(checkResidentIdNumber(number)).toEqual({ ok: false, reason })
})
