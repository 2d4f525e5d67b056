// Goal: exactly one byte form of every value, bounded depth, and no exception whatever the bytes.
// Method: round trips of random values, random bytes, and one example of each thing RFC 8949 section 4.2 forbids.
import { decode, encode, rfc8949EncodeOptions } from 'cborg'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHex, toHex } from '../bytes.ts'
import { CBOR_DEPTH_MAX } from '../limits.ts'
import { decodeCbor, encodeCbor } from './cbor.ts'

const { value } = fc.letrec((tie) => ({
  leaf: fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.string({ unit: 'grapheme' }), fc.uint8Array({ maxLength: 40 })),
  value: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc.array(tie('value'), { maxLength: 5 }),
    fc
      .array(fc.tuple(fc.oneof(fc.integer(), fc.string({ maxLength: 5 })), tie('value')), { maxLength: 5 })
      .map((entries) => new Map(entries)),
  ),
}))

test('what is encoded is decoded again', () => {
  fc.assert(
    fc.property(value, (any) => {
      expect(decodeCbor(encodeCbor(any))).toEqual({ ok: true, value: any })
    }),
  )
})

test('what is decoded has no second byte form', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const decoded = decodeCbor(bytes)
      if (decoded.ok) expect(encodeCbor(decoded.value)).toEqual(bytes)
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  ['a number longer than need be', '1817'],
  ['an indefinite array', '9f01ff'],
  ['an indefinite string', '5f4101ff'],
  ['keys out of order', 'a202010100'],
  ['a key twice', 'a201000100'],
  ['a tag', 'c100'],
  ['undefined', 'f7'],
  ['NaN', 'f97e00'],
  ['a whole number as a float', 'f93c00'],
  ['an integer beyond 2^53', '1b0020000000000001'],
  ['a text that is not UTF-8', '61ff'],
  ['two items', '0000'],
  ['nothing', ''],
  ['a cut string', '4301'],
  ['an array of four thousand million', '9affffffff'],
])('%s is refused', (_, hex) => {
  expect(decodeCbor(fromHex(hex))).toEqual({ ok: false, reason: 'cbor.malformed' })
})

test('map keys are sorted by their bytes', () => {
  expect(
    toHex(
      encodeCbor(
        new Map([
          [-65537, 0],
          [65533, 0],
          [4, 0],
          [1, 0],
        ]),
      ),
    ),
  ).toBe('a40100040019fffd003a0001000000')
})

test('nesting is read up to the limit and not beyond, in arrays and maps alike', () => {
  const nested = (levels: number, open: number[]) => Uint8Array.from([...Array.from({ length: levels }, () => open).flat(), 0])
  for (const open of [[0x81], [0xa1, 0x00]]) {
    expect(decodeCbor(nested(CBOR_DEPTH_MAX, open))).toMatchObject({ ok: true })
    expect(decodeCbor(nested(CBOR_DEPTH_MAX + 1, open))).toEqual({ ok: false, reason: 'cbor.too_deep' })
    expect(decodeCbor(nested(100_000, open))).toEqual({ ok: false, reason: 'cbor.too_deep' })
  }
  // Siblings are not nesting.
  expect(decodeCbor(encodeCbor(Array.from({ length: 50 }, () => [[]])))).toMatchObject({ ok: true })
})

test('the same bytes as cborg writes, and never more read than it reads', () => {
  fc.assert(
    fc.property(value, (any) => {
      expect(encodeCbor(any)).toEqual(Uint8Array.from(encode(any, rfc8949EncodeOptions)))
    }),
  )
  const strict = { strict: true, useMaps: true, rejectDuplicateMapKeys: true, allowIndefinite: false, allowBigInt: false }
  // Bytes near to good ones, where readers differ: an encoding with some bytes changed.
  const near = fc.tuple(value, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 })).map(([any, changes]) => {
    const bytes = encodeCbor(any)
    for (const [at, byte] of changes) bytes[at % bytes.length] = byte
    return bytes
  })
  fc.assert(
    fc.property(near, (bytes) => {
      const own = decodeCbor(bytes)
      if (own.ok) expect(own.value).toEqual(decode(bytes, strict))
    }),
    { numRuns: 3_000 },
  )
})

test('a list of everything is read only from its one form', () => {
  for (const [hex, expected] of [
    ['3b001ffffffffffffe', -Number.MAX_SAFE_INTEGER],
    ['1b001fffffffffffff', Number.MAX_SAFE_INTEGER],
    ['63e4bda0', '你'],
    ['64f09f9880', '😀'],
  ] as const)
    expect(decodeCbor(fromHex(hex))).toEqual({ ok: true, value: expected })
  for (const hex of [
    '3b001fffffffffffff',
    '62c080',
    '63eda080',
    '64f4908080',
    '1b00000000ffffffff',
    '5818',
    '7f',
    'fb3ff8000000000000',
    '1c',
  ])
    expect(decodeCbor(fromHex(hex)), hex).toEqual({ ok: false, reason: 'cbor.malformed' })
})

test('byte strings are copies; views only where they are asked for', () => {
  const bytes = fromHex('420102')
  const [copied, viewed] = [decodeCbor(bytes), decodeCbor(bytes, CBOR_DEPTH_MAX, true)]
  expect(viewed).toEqual(copied)
  bytes[1] = 9
  expect([copied, viewed]).toMatchObject([{ value: Uint8Array.of(1, 2) }, { value: Uint8Array.of(9, 2) }])
})
