// Goal: made-up phones have real key pairs, each its own, the same for the same seed, and the private one can be had for anybody later.
// Method: keys of a batch against OpenSSL's own points for the same private keys. (A slope or a sign that is wrong, or an inverse taken from a neighbour, turns this red.)
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { publicKeyFromJwk } from '@evergate/pass'
import { expect, test } from 'vitest'
import { createPhoneKeys } from './phone-keys.ts'

const publicKeyOf = (privateKey: string): Buffer => {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), type: 'pkcs8', format: 'der' })
  const point = publicKeyFromJwk(createPublicKey(key).export({ format: 'jwk' }))
  if (!point.ok) throw new Error(point.reason)
  return Buffer.from(point.value)
}

test('a batch gives the public keys of the private keys of the same numbers', () => {
  const keys = createPhoneKeys(3)
  for (const first of [0, 1, 12_952_000]) {
    const offsets = [0, 1, 2, 5, 6, 40, 99]
    const batch = keys.publicKeys(first, offsets)
    expect(batch).toEqual(offsets.map((offset) => publicKeyOf(keys.privateKey(first + offset))))
  }
})

test('neighbouring batches go on where the one before ended; another seed has other keys', () => {
  const keys = createPhoneKeys(3)
  const offsets = Array.from({ length: 64 }, (_, at) => at)
  const all = [...keys.publicKeys(100, offsets), ...keys.publicKeys(164, offsets)].map((key) => key.toString('hex'))
  expect(new Set(all).size).toBe(128)
  expect(createPhoneKeys(3).publicKeys(164, [0])[0]!.toString('hex')).toBe(all[64])
  expect(createPhoneKeys(4).privateKey(100)).not.toBe(keys.privateKey(100))
  expect(keys.publicKeys(7, [])).toEqual([])
})
