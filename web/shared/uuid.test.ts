// Goal: identifiers are UUIDv7 (RFC 9562 section 5.7): time first, so that their order is the order of recording, and never twice the same.
// Method: fixed times, the bits read back. (Writing the time in 32-bit pieces turns the first test red.)
import { expect, test } from 'vitest'
import { fromBase64url, toBase64url } from './base64url.ts'
import { createUuid } from './uuid.ts'

test('time, version and variant stand where they belong', () => {
  expect(createUuid(Date.UTC(2022, 1, 22, 19, 22, 22))).toMatch(/^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('later ones sort later, and a thousand of one moment differ', () => {
  expect(createUuid(1_700_000_000_000) < createUuid(1_700_000_000_001)).toBe(true)
  expect(new Set(Array.from({ length: 1000 }, () => createUuid(1)))).toHaveProperty('size', 1000)
})

test('base64url carries any bytes both ways and refuses what it is not', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, value) => value)
  expect(toBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
  expect(fromBase64url(toBase64url(bytes))).toEqual(bytes)
  expect(fromBase64url('no base64!')).toBeNull()
})
