// Goal: Base45 exactly as RFC 9285 has it, and nothing else accepted.
// Method: the RFC's own examples both ways, round trips of random bytes, and every text an encoder would not write.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBase45, encodeBase45 } from './base45.ts'

const ascii = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))

test.each([
  ['AB', 'BB8'],
  ['Hello!!', '%69 VD92EX0'],
  ['base-45', 'UJCLQE7W581'],
  ['ietf!', 'QED8WEX0'],
])('RFC 9285 section 4: %s is %s', (plain, text) => {
  expect(encodeBase45(ascii(plain))).toBe(text)
  expect(decodeBase45(text)).toEqual({ ok: true, value: ascii(plain) })
})

test('what is written is read again', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(decodeBase45(encodeBase45(bytes))).toEqual({ ok: true, value: bytes })
    }),
  )
})

test.each(['GGW', ':::', '::', 'V5', 'A', 'BB8A', 'bb8', 'BB!', 'BB8é', 'B\u0000B'])('%j is refused', (text) => {
  expect(decodeBase45(text)).toEqual({ ok: false, reason: 'base45.invalid' })
})

test('the largest groups are read', () => {
  expect(decodeBase45('FGW')).toEqual({ ok: true, value: Uint8Array.of(255, 255) })
  expect(decodeBase45(encodeBase45(Uint8Array.of(255)))).toEqual({ ok: true, value: Uint8Array.of(255) })
})

test('any text is read back to itself or refused, never thrown at', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      const bytes = decodeBase45(text)
      if (bytes.ok) expect(encodeBase45(bytes.value)).toBe(text)
    }),
  )
})
