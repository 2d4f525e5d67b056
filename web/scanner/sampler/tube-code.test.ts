// Goal: tube codes are taken as labels print them and hands type them, and nothing else is.
// Method: a table. (Widening the shape to 25 characters turns a row red.)
import { expect, test } from 'vitest'
import { readTubeCode } from './tube-code.ts'

test.each([
  ['XA-000001', 'XA-000001'],
  [' xa-000001 ', 'XA-000001'],
  ['ＸＡ－０００００１', 'XA-000001'],
  ['XA–000001', 'XA-000001'],
  ['A'.repeat(24), 'A'.repeat(24)],
])('%s is read as %s', (typed, code) => {
  expect(readTubeCode(typed)).toBe(code)
})

test.each(['', 'XA-01', 'A'.repeat(25), 'XA_000001', 'EG1:ABCDEF', '采样管000001'])('%s is no tube code', (typed) => {
  expect(readTubeCode(typed)).toBeNull()
})
