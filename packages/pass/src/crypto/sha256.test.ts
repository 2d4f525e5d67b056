// Goal: our synchronous SHA-256 and HMAC are the ones everybody else has.
// Method: FIPS 180-4 and RFC 4231 examples, and WebCrypto's own digest over random bytes of lengths around the block size.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asciiBytes, fromHex, toHex } from '../bytes.ts'
import { hmacSha256, sha256 } from './sha256.ts'

test.each([
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1'],
])('SHA-256 of %j', (text, digest) => {
  expect(toHex(sha256(asciiBytes(text)))).toBe(digest)
})

test('SHA-256 as WebCrypto has it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      expect(sha256(bytes)).toEqual(new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes))))
    }),
  )
})

test.each([
  ['0b'.repeat(20), '4869205468657265', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
  [
    toHex(asciiBytes('Jefe')),
    toHex(asciiBytes('what do ya want for nothing?')),
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  ],
  [
    'aa'.repeat(131),
    toHex(asciiBytes('Test Using Larger Than Block-Size Key - Hash Key First')),
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  ],
])('RFC 4231: HMAC with key %s', (key, message, mac) => {
  expect(toHex(hmacSha256(fromHex(key), fromHex(message)))).toBe(mac)
})
