// Goal: proofs are DPoP proofs as RFC 9449 section 4.2 wants them, by the reading of a library we did not write.
// Method: jose verifies the signature with the key in the header; the payload is compared. (Signing the payload alone turns it red.)
import { createHash } from 'node:crypto'
import { EmbeddedJWK, jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import { now } from './clock.ts'
import { generateKey, toDeviceKey } from './device-key.ts'
import { createProof } from './dpop.ts'

test('jose accepts the proof; method, URL without query, time and token hash are in it', async () => {
  const stored = await generateKey()
  expect(stored.privateKey.extractable).toBe(false)
  const key = toDeviceKey(stored)
  const proof = await createProof(key, { method: 'POST', url: 'https://city.example/v1/me?from=2#x', accessToken: 'egr_abc' })
  const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, { algorithms: ['ES256'], typ: 'dpop+jwt' })
  expect(protectedHeader.jwk).toEqual(key.publicJwk)
  expect(payload).toMatchObject({
    htm: 'POST',
    htu: 'https://city.example/v1/me',
    ath: createHash('sha256').update('egr_abc').digest('base64url'),
  })
  expect(Math.abs(Number(payload.iat) - now() / 1000)).toBeLessThan(5)
})

test('a proof may answer for the body too', async () => {
  const key = toDeviceKey(await generateKey())
  const body = new TextEncoder().encode('{"records":[]}')
  const proof = await createProof(key, { method: 'POST', url: 'https://city.example/v1/sync/records', accessToken: null, body })
  const { payload } = await jwtVerify(proof, EmbeddedJWK)
  expect(payload.bh).toBe(createHash('sha256').update(body).digest('base64url'))
})

test('no token, no token hash; no two proofs carry the same identifier', async () => {
  const key = toDeviceKey(await generateKey())
  const target = { method: 'GET', url: 'https://city.example/v1/me', accessToken: null }
  const [one, other] = await Promise.all([createProof(key, target), createProof(key, target)])
  const read = async (proof: string) => (await jwtVerify(proof, EmbeddedJWK)).payload
  expect(await read(one)).not.toHaveProperty('ath')
  expect((await read(one)).jti).not.toBe((await read(other)).jti)
})
