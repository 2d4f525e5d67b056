// Goal: CWTs as RFC 8392 has them, and in our own profile only what it allows.
// Method: the signed example of RFC 8392 appendix A.3 with its key, and tokens that bend the profile one rule at a time.
import { expect, test } from 'vitest'
import { concatBytes, fromHex } from '../bytes.ts'
import { publicKeyFromPoint } from '../crypto/public-key.ts'
import { importVerifyingKey } from '../crypto/web-crypto.ts'
import { must } from '../testing/demo-region.ts'
import { signerOf } from '../testing/deterministic-signer.ts'
import { decodeCbor, encodeCbor } from './cbor.ts'
import { decodeSign1, encodeSign1, verifySign1 } from './sign1.ts'
import { decodeToken, encodeToken, verifyToken } from './token.ts'

const RFC8392_A3 = fromHex(
  'd28443a10126a104524173796d6d657472696345434453413235365850a70175636f61703a2f2f61732e6578616d706c652e636f6d02656572696b77037818636f61703a2f2f6c' +
    '696768742e6578616d706c652e636f6d041a5612aeb0051a5610d9f0061a5610d9f007420b7158405427c1ff28d23fbad1f29c4c7c6a555e601d6fa29f9179bc3d7438bacaca5a' +
    'cd08c8d4d4f96131680c429a01f85951ecee743a52b9b63632c57209120e1c9e30',
)
const RFC8392_KEY = fromHex(
  '04143329cce7868e416927599cf65a34f3ce2ffda55a7eca69ed8919a394d42f0f60f7f1a780d8a783bfb7a2dd6b2796e8128dbbcef9d3d168db9529971a36e7b9',
)

test('RFC 8392 appendix A.3: the signed CWT verifies and says what it says', async () => {
  const verifier = must(await importVerifyingKey(must(publicKeyFromPoint(RFC8392_KEY))))
  const sign1 = must(await verifySign1(must(decodeSign1(RFC8392_A3)), verifier))
  expect(must(decodeCbor(sign1.payload))).toEqual(
    new Map<number, unknown>([
      [1, 'coap://as.example.com'],
      [2, 'erikw'],
      [3, 'coap://light.example.com'],
      [4, 1444064944],
      [5, 1443944944],
      [6, 1443944944],
      [7, fromHex('0b71')],
    ]),
  )
})

const signer = signerOf('token')
const FORM = { typ: 'application/test+cwt', bytesMax: 1_000 }
const claims = new Map<number, unknown>([[1, 'CN-6101']])

test('a token comes back with its claims and key id', async () => {
  const token = must(decodeToken(await encodeToken(claims, signer, FORM.typ), FORM))
  expect(token.claims).toEqual(claims)
  expect(token.kid).toEqual(signer.kid)
  expect(await verifyToken(token, must(await importVerifyingKey(signer.publicKey)))).toMatchObject({ ok: true })
  expect(await verifyToken(token, must(await importVerifyingKey(signerOf('another').publicKey)))).toEqual({
    ok: false,
    reason: 'signature.invalid',
  })
})

test('one document cannot pass for another', async () => {
  const bytes = await encodeToken(claims, signer, 'application/other+cwt')
  expect(decodeToken(bytes, FORM)).toEqual({ ok: false, reason: 'token.wrong_type' })
  expect(decodeToken(bytes, { ...FORM, typ: null })).toEqual({ ok: false, reason: 'token.wrong_type' })
  expect(decodeToken(await encodeToken(claims, signer, null), FORM)).toEqual({ ok: false, reason: 'token.wrong_type' })
})

test('too many bytes are not looked at', async () => {
  expect(decodeToken(new Uint8Array(1_001), FORM)).toEqual({ ok: false, reason: 'token.too_large' })
})

const header = (entries: [number, unknown][]) => encodeCbor(new Map(entries))
const signature = new Uint8Array(64)
const payload = encodeCbor(claims)
const GOOD: [number, unknown][] = [
  [1, -7],
  [4, signer.kid],
  [16, FORM.typ],
]

test.each([
  ['another algorithm', [header([[1, -8], ...GOOD.slice(1)]), new Map(), payload, signature], 'token.malformed'],
  ['no algorithm', [header(GOOD.slice(1)), new Map(), payload, signature], 'token.malformed'],
  ['a header that is not critical to us but signed', [header([...GOOD, [2, [4]]]), new Map(), payload, signature], 'token.malformed'],
  ['a short key id', [header([GOOD[0]!, [4, Uint8Array.of(1)], GOOD[2]!]), new Map(), payload, signature], 'token.malformed'],
  ['an unprotected header', [header(GOOD), new Map([[4, signer.kid]]), payload, signature], 'token.malformed'],
  ['claims that are no map', [header(GOOD), new Map(), encodeCbor([]), signature], 'token.malformed'],
  ['claims that are no CBOR', [header(GOOD), new Map(), Uint8Array.of(0xff), signature], 'cbor.malformed'],
  ['a short signature', [header(GOOD), new Map(), payload, signature.subarray(1)], 'cose.malformed'],
  ['a detached payload', [header(GOOD), new Map(), null, signature], 'cose.malformed'],
  ['a header that is no map', [encodeCbor(1), new Map(), payload, signature], 'cose.malformed'],
  ['three parts', [header(GOOD), new Map(), payload], 'cose.malformed'],
  ['no array', new Map(), 'cose.malformed'],
])('%s is refused', (_, value, reason) => {
  expect(decodeToken(encodeCbor(value), FORM)).toEqual({ ok: false, reason })
})

test('the tag of another kind of message is refused', async () => {
  const bytes = await encodeSign1(payload, signer, { typ: FORM.typ, tagged: false })
  expect(decodeToken(concatBytes(Uint8Array.of(0xd9, 0x03, 0xe6), bytes), FORM)).toEqual({ ok: false, reason: 'cbor.malformed' })
})
