// Goal: a wrong number is seen while the resident still stands at the desk; an unfinished one is not called wrong.
// Method: GB 11643's own example and neighbours. (Skipping the check character turns two rows red.)
import { expect, test } from 'vitest'
import { checkDocument, maskNumber } from './document.ts'

test.each([
  ['resident_id', '11010519491231002X', 'good'],
  ['resident_id', '11010519491231002x', 'good'],
  ['resident_id', '110105 19491231 002X', 'good'],
  ['resident_id', '110105194912310021', 'wrong'],
  ['resident_id', '110105199912310021', 'wrong'],
  ['resident_id', '1101051949', 'unfinished'],
  ['resident_id', '11010A', 'wrong'],
  ['passport', 'E12345678', 'good'],
  ['passport', 'E1', 'unfinished'],
  ['passport', 'E12345678901234', 'wrong'],
  ['hk_macao_permit', 'H12345678', 'good'],
  ['hk_macao_permit', 'X12345678', 'wrong'],
  ['taiwan_permit', '12345678', 'good'],
  ['taiwan_permit', '1234', 'unfinished'],
] as const)('%s %s is %s', (kind, number, state) => {
  expect(checkDocument(kind, number).state).toBe(state)
})

test('a number on a screen shows its ends only', () => {
  expect(maskNumber('11010519491231002X')).toBe('110****002X')
  expect(maskNumber('E12345')).toBe('E****')
})
