// Goal: one public key, whatever form it comes in; nothing that is no point of P-256; the thumbprint of RFC 9679.
// Method: the RFC's example key, WebCrypto's own keys in every form, and points off the curve.
import { describe, expect, test } from 'vitest'
import { concatBytes, fromHex, toHex } from '../bytes.ts'
import { encodeCbor } from '../cose/cbor.ts'
import {
  jwkFromPublicKey,
  keyId,
  keyThumbprint,
  pointFromPublicKey,
  publicKeyFromCoseKey,
  publicKeyFromJwk,
  publicKeyFromPoint,
} from './public-key.ts'
import { importVerifyingKey, signerFromKeyPair } from './web-crypto.ts'

const X = fromHex('65eda5a12577c2bae829437fe338701a10aaa375e1bb5b5de108de439c08551d')
const Y = fromHex('1e52ed75701163f7f9e40ddf9f341b3dc9ba860af7e0ca7ca7e9eecd0084d19c')
const coseKey = (y: unknown) =>
  encodeCbor(
    new Map<number, unknown>([
      [1, 2],
      [-1, 1],
      [-2, X],
      [-3, y],
    ]),
  )
const POINT = concatBytes(Uint8Array.of(2), X)

describe('the key of RFC 9679 section 6', () => {
  test('has its thumbprint, and a key id of the first 8 bytes', () => {
    expect(keyThumbprint(POINT)).toEqual({ ok: true, value: fromHex('496bd8afadf307e5b08c64b0421bf9dc01528a344a43bda88fadd1669da253ec') })
    expect(keyId(POINT)).toEqual({ ok: true, value: fromHex('496bd8afadf307e5') })
  })

  test('is the same as point, full point, COSE_Key with coordinate or sign, and JWK', () => {
    const full = pointFromPublicKey(POINT)
    const jwk = jwkFromPublicKey(POINT)
    if (!full.ok || !jwk.ok) throw new Error('refused')
    expect(toHex(full.value)).toBe(`04${toHex(X)}${toHex(Y)}`)
    for (const read of [
      publicKeyFromPoint(POINT),
      publicKeyFromPoint(full.value),
      publicKeyFromCoseKey(coseKey(Y)),
      publicKeyFromCoseKey(coseKey(false)),
      publicKeyFromJwk(jwk.value),
    ]) {
      expect(read).toEqual({ ok: true, value: POINT })
    }
  })
})

test("WebCrypto's keys verify what they sign, imported in every form", async () => {
  for (let i = 0; i < 8; i++) {
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
    const signer = await signerFromKeyPair(pair)
    const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey)
    expect(publicKeyFromJwk(jwk)).toEqual({ ok: true, value: signer.publicKey })
    const message = Uint8Array.of(1, 2, 3)
    const signature = await signer.sign(message)
    expect(signature).toHaveLength(64)
    for (const key of [signer.publicKey, jwk]) {
      const verifier = await importVerifyingKey(key)
      if (!verifier.ok) throw new Error(verifier.reason)
      expect(await verifier.value.verify(message, signature)).toBe(true)
      expect(await verifier.value.verify(Uint8Array.of(1, 2, 4), signature)).toBe(false)
      expect(await verifier.value.verify(message, signature.subarray(1))).toBe(false)
    }
  }
})

test.each([
  ['no point has this x', concatBytes(Uint8Array.of(2), new Uint8Array(31), Uint8Array.of(1))],
  ['an x beyond the field', concatBytes(Uint8Array.of(2), new Uint8Array(32).fill(0xff))],
  ['the point at infinity', Uint8Array.of(0)],
  ['another prefix', concatBytes(Uint8Array.of(5), X)],
  ['too short', POINT.subarray(1)],
  ['a full point off the curve', concatBytes(Uint8Array.of(4), X, X)],
])('%s is refused', async (_, point) => {
  expect(publicKeyFromPoint(point)).toEqual({ ok: false, reason: 'key.invalid' })
  expect(await importVerifyingKey(point)).toEqual({ ok: false, reason: 'key.invalid' })
  expect(keyId(point)).toEqual({ ok: false, reason: 'key.invalid' })
})

test.each([
  {},
  { kty: 'EC', crv: 'P-384', x: 'AA', y: 'AA' },
  { kty: 'EC', crv: 'P-256', x: '!', y: '?' },
  { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AB' },
])('the JWK %j is refused', (jwk) => {
  expect(publicKeyFromJwk(jwk)).toEqual({ ok: false, reason: 'key.invalid' })
})

test.each([coseKey('y'), coseKey(X), Uint8Array.of(0xa0), Uint8Array.of(0xff), new Uint8Array()])(
  'a broken COSE_Key is refused',
  (bytes) => {
    expect(publicKeyFromCoseKey(bytes)).toEqual({ ok: false, reason: 'key.invalid' })
  },
)
