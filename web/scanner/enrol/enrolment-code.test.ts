// Goal: a code read over the telephone or pasted from a message is understood, and nothing else is taken for one.
// Method: a table. (Dropping the NFKC step turns the full-width row red.)
import { expect, test } from 'vitest'
import { parseEnrolmentCode } from './enrolment-code.ts'

const CODE = 'EGE-7KQ2-9MXA-40TZ.0123456789abcdef'

test.each([
  ['as printed', CODE],
  ['lower case', CODE.toLowerCase()],
  ['with spaces and line ends', ' EGE-7KQ2 9MXA\n40TZ.0123456789ABCDEF '],
  ['without hyphens', 'EGE7KQ29MXA40TZ.0123456789abcdef'],
  ['full width', 'ＥＧＥ－７ＫＱ２－９ＭＸＡ－４０ＴＺ．0123456789abcdef'],
])('understood %s', (_, typed) => {
  expect(parseEnrolmentCode(typed)).toEqual({ code: CODE, rootKeyPrefix: '0123456789abcdef' })
})

test.each([
  ['nothing', ''],
  ['no fingerprint', 'EGE-7KQ2-9MXA-40TZ'],
  ['a short fingerprint', 'EGE-7KQ2-9MXA-40TZ.0123'],
  ['a pass', 'EG1:6BF+70790T9WJWG'],
])('refused: %s', (_, typed) => {
  expect(parseEnrolmentCode(typed)).toBeNull()
})
