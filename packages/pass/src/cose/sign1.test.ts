// Goal: COSE_Sign1 as the COSE working group means it.
// Method: its own example files, signatures made and verified through WebCrypto, and one bit flipped at every place.
import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../bytes.ts'
import { importVerifyingKey } from '../crypto/web-crypto.ts'
import { must } from '../testing/demo-region.ts'
import { signerOf } from '../testing/deterministic-signer.ts'
import { coseVectors } from '../testing/outside-vectors.ts'
import { decodeSign1, encodeSign1, verifySign1 } from './sign1.ts'

test.skipIf(coseVectors.length > 0)('NOTICE: ../shared/vectors/cose is absent, the outside COSE vectors did not run', ({ skip }) => skip())

describe.runIf(coseVectors.length > 0)('cose-wg/Examples sign1-tests', () => {
  test('all four files are there', () => expect(coseVectors).toHaveLength(4))

  test.each(coseVectors)('$title', async ({ input, intermediates, output, fail }) => {
    const verifier = must(await importVerifyingKey(input.sign0.key))
    let signedHex = ''
    const listening = {
      verify: (bytes: Uint8Array, signature: Uint8Array) => {
        signedHex = toHex(bytes)
        return verifier.verify(bytes, signature)
      },
    }
    const sign1 = decodeSign1(fromHex(output.cbor))
    const verified = sign1.ok ? await verifySign1(sign1.value, listening, fromHex(input.sign0.external ?? '')) : sign1
    expect(verified.ok).toBe(fail !== true)
    if (!fail) expect(signedHex.toUpperCase()).toBe(intermediates.ToBeSign_hex)
  })
})

test('what is signed verifies; with one bit flipped anywhere it does not', async () => {
  const signer = signerOf('sign1')
  const verifier = must(await importVerifyingKey(signer.publicKey))
  const bytes = await encodeSign1(Uint8Array.of(1, 2, 3), signer, { typ: 'a', tagged: true })
  expect(must(await verifySign1(must(decodeSign1(bytes)), verifier)).payload).toEqual(Uint8Array.of(1, 2, 3))
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = bytes.slice()
    flipped[bit >> 3]! ^= 1 << (bit & 7)
    const sign1 = decodeSign1(flipped)
    expect(sign1.ok ? (await verifySign1(sign1.value, verifier)).ok : false, `bit ${bit}`).toBe(false)
  }
})
