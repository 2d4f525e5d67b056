/**
 * Goal: texts come back as they were, numbers in half their bytes, and nothing that is no packed text is read as one.
 * Method: any texts (property), what a person is, and bytes that end too soon. (Writing lengths in one byte, or filling up with a sign in use, turns this red.)
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packTexts, unpackTexts } from './short-texts.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom(...'0123456789X+- /~'), maxLength: 40 }),
)

test('whatever the texts, they come back, and the first byte is none of JSON', () => {
  fc.assert(
    fc.property(fc.array(fc.option(anyText), { maxLength: 6 }), (texts) => {
      const packed = packTexts(texts)
      expect(unpackTexts(packed, texts.length)).toEqual(texts)
      expect(packed[0]).not.toBe('['.charCodeAt(0))
    }),
    { numRuns: 500 },
  )
})

test('numbers take half a byte a digit', () => {
  expect(packTexts(['张伟', '61010219900101001X', '+8613800000000', null])).toHaveLength(1 + 6 + 1 + 9 + 1 + 7)
})

test('what is left out at the end is missing', () => {
  expect(unpackTexts(Buffer.alloc(0), 2)).toEqual([null, null])
  expect(unpackTexts(packTexts(['1']), 2)).toEqual(['1', null])
})

test.each(['05', '2b', '80808080808001', '07ff', '000000'])('%j is no two texts', (hex) => {
  expect(() => unpackTexts(Buffer.from(hex, 'hex'), 2)).toThrow(RangeError)
})
