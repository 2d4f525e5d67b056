// Goal: a pass says what was put in, in few bytes, and nothing that an issuer must not sign can be signed.
// Method: round trips of random claims, one claim out of range at a time, and the byte budget of the largest real pass.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes, toHex, utf8Length } from '../bytes.ts'
import { importVerifyingKey } from '../crypto/web-crypto.ts'
import { CAPACITY_MAX, DISPLAY_HINT_BYTES_MAX, EPOCH_MAX, FAMILY_MAX, PASS_BYTES_MAX } from '../limits.ts'
import { daily, must, NOON, paperClaims, passBytes, phone, phoneClaims, stranger } from '../testing/demo-region.ts'
import { decodePass, issuePass, type PassClaims, passIdentity, verifyPass } from './pass.ts'

const signer = { kid: daily.kid, sign: async () => new Uint8Array(64).fill(1) }

/** Claims as they can come back: the test age in whole minutes. */
const claimsArbitrary = fc
  .record({
    iss: fc.constantFrom('CN-6101', 'CN-31', 'HK', 'ABCDEFGH-1234567'),
    issuedAt: fc.integer({ min: 1_577_836_800, max: 4_102_444_800 }),
    lifetime: fc.integer({ min: 1, max: 40 * 86_400 }),
    notBefore: fc.option(fc.integer({ min: 0, max: 4_102_444_800 })),
    family: fc.nat({ max: FAMILY_MAX }),
    epoch: fc.nat({ max: EPOCH_MAX }),
    index: fc.nat({ max: CAPACITY_MAX - 1 }),
    colour: fc.constantFrom('green' as const, 'yellow' as const, 'red' as const),
    testAgeMinutes: fc.option(fc.nat({ max: 20 * 24 * 60 })),
    displayHint: fc.constantFrom('', '王*', '欧阳*', 'A*', '阿卜杜拉*'),
    onPaper: fc.boolean(),
  })
  .map(
    ({ lifetime, notBefore, testAgeMinutes, onPaper, ...rest }): PassClaims => ({
      ...rest,
      expiresAt: rest.issuedAt + lifetime,
      ...(notBefore === null ? {} : { notBefore }),
      lastNegativeAt: testAgeMinutes === null ? null : rest.issuedAt - testAgeMinutes * 60,
      deviceKey: onPaper ? null : phone.publicKey,
    }),
  )

test('decoded is what was encoded', async () => {
  await fc.assert(
    fc.asyncProperty(claimsArbitrary, async (claims) => {
      const pass = must(decodePass(must(await issuePass(claims, signer))))
      expect(pass.claims).toEqual(claims)
      expect(pass.kind).toBe(claims.deviceKey === null ? 'paper' : 'phone')
      expect(toHex(pass.kid)).toBe(toHex(daily.kid))
    }),
  )
})

test('a test age that is no whole minute is rounded towards older, never towards fresher', async () => {
  const pass = must(decodePass(await passBytes(phoneClaims({ lastNegativeAt: NOON - 61 }))))
  expect(pass.claims.lastNegativeAt).toBe(NOON - 120)
})

describe('an issuer cannot sign', () => {
  test.each<[string, Partial<PassClaims>]>([
    ['a region that would not be safe in a path', { iss: '../etc' }],
    ['an empty region', { iss: '' }],
    ['a region too long', { iss: 'A'.repeat(17) }],
    ['an end before its beginning', { expiresAt: NOON }],
    ['half a second', { issuedAt: NOON + 0.5 }],
    ['a family too large', { family: FAMILY_MAX + 1 }],
    ['a negative epoch', { epoch: -1 }],
    ['an epoch too large', { epoch: EPOCH_MAX + 1 }],
    ['a place beyond every capacity', { index: CAPACITY_MAX }],
    ['no colour', { colour: 'blue' as 'green' }],
    ['a test from the future', { lastNegativeAt: NOON + 61 }],
    ['a hint too long', { displayHint: '王'.repeat(Math.floor(DISPLAY_HINT_BYTES_MAX / 3) + 1) }],
    ['a hint with a line break', { displayHint: '王\n' }],
    ['a hint with half a character', { displayHint: '\ud800' }],
    ['a device key of the wrong size', { deviceKey: new Uint8Array(32) }],
    ['a beginning that is no time', { notBefore: -1 }],
  ])('%s', async (_, change) => {
    expect(await issuePass(phoneClaims(change), signer)).toEqual({ ok: false, reason: 'pass.malformed' })
  })

  test('a hint of exactly the limit can be signed', async () => {
    const displayHint = `王${'a'.repeat(DISPLAY_HINT_BYTES_MAX - 3)}`
    expect(utf8Length(displayHint)).toBe(DISPLAY_HINT_BYTES_MAX)
    expect(await issuePass(phoneClaims({ displayHint }), signer)).toMatchObject({ ok: true })
  })
})

test('more bytes than a pass can have are not looked at', () => {
  expect(decodePass(new Uint8Array(PASS_BYTES_MAX + 1))).toEqual({ ok: false, reason: 'token.too_large' })
})

test('what was decoded stays as it is when the bytes it came from are used again', async () => {
  const bytes = await passBytes()
  const pass = must(decodePass(bytes))
  const before = structuredClone({ claims: pass.claims, payload: pass.token.sign1.payload })
  bytes.fill(0)
  expect({ claims: pass.claims, payload: pass.token.sign1.payload }).toEqual(before)
})

test('the issuer is verified, and only the issuer', async () => {
  const bytes = await passBytes()
  expect(await verifyPass(bytes, must(await importVerifyingKey(daily.publicKey)))).toMatchObject({ ok: true })
  expect(await verifyPass(bytes, must(await importVerifyingKey(stranger.publicKey)))).toEqual({ ok: false, reason: 'signature.invalid' })
})

test('one flipped bit or a missing byte anywhere is refused', async () => {
  const issuer = must(await importVerifyingKey(daily.publicKey))
  const bytes = await passBytes(paperClaims())
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = bytes.slice()
    flipped[bit >> 3]! ^= 1 << (bit & 7)
    expect((await verifyPass(flipped, issuer)).ok, `bit ${bit}`).toBe(false)
  }
  for (let length = 0; length < bytes.length; length++) expect(decodePass(bytes.subarray(0, length)).ok, `cut at ${length}`).toBe(false)
  expect(decodePass(concatBytes(bytes, Uint8Array.of(0))).ok).toBe(false)
})

test('the identity of a pass is its place, whatever its signature', () => {
  expect(passIdentity(phoneClaims())).toBe('CN-6101/1/18988/7')
})
