/**
 * Goal: a proof that names a body answers for exactly those bytes; one that names none answers for none. Method: the hash of a text, and every way to miss it.
 */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { isSignedBody } from './dpop.ts'

const bytes = Buffer.from('{"records":[]}')
const right = createHash('sha256').update(bytes).digest('base64url')

test('the body that was named is the device’s own', () => {
  expect(isSignedBody(right, bytes)).toBe(true)
})

test.each([
  ['no hash', null, bytes],
  ['an empty hash', '', bytes],
  ['another body', right, Buffer.from('{"records":[1]}')],
  ['half of the body', right, bytes.subarray(0, 7)],
  ['the same hash in another alphabet', createHash('sha256').update(bytes).digest('hex'), bytes],
])('%s is not', (_name, hash, body) => {
  expect(isSignedBody(hash, body)).toBe(false)
})
