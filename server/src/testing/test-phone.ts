/**
 * A phone for tests: its own P-256 key, proofs of it on every request (RFC 9449), calls in memory. Must not be used outside tests.
 */
import { createHash, randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import type { Ground } from '../platform/context.ts'

const origin = 'http://localhost'

export interface TestAnswer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  readonly body: any
  readonly bytes: Buffer
}

export interface TestPhone {
  readonly publicKey: JWK
  readonly privateKey: CryptoKey
  readonly thumbprint: string
  accessToken: string | undefined
  proof(method: string, path: string, change?: Record<string, unknown>): Promise<string>
  call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object, headers?: Record<string, string>): Promise<TestAnswer>
}

/** A phone without a token, with this key or a fresh one. */
export async function createTestPhone(
  app: FastifyInstance,
  ground: Ground,
  pair?: { readonly publicKey: CryptoKey; readonly privateKey: CryptoKey },
): Promise<TestPhone> {
  const { publicKey, privateKey } = pair ?? (await generateKeyPair('ES256', { extractable: true }))
  const { kty, crv, x, y } = await exportJWK(publicKey)
  const jwk = { kty: kty!, crv: crv!, x: x!, y: y! }
  const phone: TestPhone = {
    publicKey: jwk,
    privateKey,
    thumbprint: await calculateJwkThumbprint(jwk),
    accessToken: undefined,
    proof: (method, path, change = {}) => {
      const ath = phone.accessToken === undefined ? {} : { ath: createHash('sha256').update(phone.accessToken).digest('base64url') }
      const iat = Math.floor(ground.clock.now().getTime() / 1000)
      return new SignJWT({ htm: method, htu: `${origin}${path.split('?')[0]}`, iat, jti: randomUUID(), ...ath, ...change })
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
        .sign(privateKey)
    },
    call: async (method, path, body, headers = {}) => {
      const authorization = phone.accessToken === undefined ? {} : { authorization: `DPoP ${phone.accessToken}` }
      const response = await app.inject({
        method,
        url: path,
        headers: { dpop: await phone.proof(method, path), ...authorization, ...headers },
        ...(body === undefined ? {} : { payload: body }),
      })
      const json = response.headers['content-type']?.toString().includes('json') ?? false
      return { status: response.statusCode, body: json ? response.json() : undefined, bytes: response.rawPayload }
    },
  }
  return phone
}
