/**
 * Goal: a token alone is worth nothing; each request needs a fresh proof of the phone's key for just that request (RFC 9449).
 * Method: proofs altered one claim at a time; a replay; another phone's key.
 */
import type { FastifyInstance } from 'fastify'
import { beforeAll, expect, test } from 'vitest'
import { createTestPhone } from '../../testing/test-phone.ts'
import { createTestApp, createTestGround, type TestGround } from '../../testing/test-server.ts'
import { formatOnly, residentsSlice } from './index.ts'
import { createSmsMemory, type RegisteredResident, registerResident } from './testing.ts'

let ground: TestGround
let app: FastifyInstance
let resident: RegisteredResident
beforeAll(async () => {
  ground = await createTestGround()
  const sms = createSmsMemory()
  app = await createTestApp(ground, [residentsSlice({ sms, realName: formatOnly })])
  resident = await registerResident(app, ground, sms, 1)
})

async function status(dpop: string, authorization = `DPoP ${resident.phone.accessToken}`): Promise<number> {
  return (await app.inject({ method: 'GET', url: '/v1/me', headers: { dpop, authorization } })).statusCode
}

test('a right proof is taken once', async () => {
  const proof = await resident.phone.proof('GET', '/v1/me')
  expect(await status(proof)).toBe(200)
  expect(await status(proof)).toBe(401)
})

test.each([
  ['another method', { htm: 'POST' }],
  ['another URL', { htu: 'http://localhost/v1/me/passes' }],
  ['too old', { iat: 1_640_000_000 }],
  ['another token', { ath: 'x'.repeat(43) }],
  ['no token', { ath: undefined }],
  ['no id', { jti: undefined }],
])('a proof for %s is refused', async (_name, change) => {
  expect(await status(await resident.phone.proof('GET', '/v1/me', change))).toBe(401)
})

test('the token with another key, without a proof, or as a bearer token is refused', async () => {
  const thief = await createTestPhone(app, ground)
  thief.accessToken = resident.phone.accessToken
  expect((await thief.call('GET', '/v1/me')).status).toBe(401)
  expect(await status('')).toBe(401)
  expect(await status('a.b.c')).toBe(401)
  expect(await status(await resident.phone.proof('GET', '/v1/me'), `Bearer ${resident.phone.accessToken}`)).toBe(401)
})
