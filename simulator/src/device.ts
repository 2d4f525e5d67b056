/**
 * Any device with a P-256 key of its own, a resident's phone or a scanner: signs a proof of possession for every request (DPoP, RFC 9449).
 * Knows no route.
 */
import { type EcJwk, type Signer, signerFromKeyPair } from '@evergate/pass'
import { type CryptoKey, SignJWT } from 'jose'
import { nowSeconds } from './clock.ts'
import { type Answer, call, type Method } from './http-call.ts'

export interface Device {
  readonly origin: string
  readonly publicKey: EcJwk
  /** Signs presentations with the device's key. */
  readonly signer: Signer
  /** Undefined until the server has enrolled this key. */
  accessToken: string | undefined
  call(method: Method, path: string, body?: object): Promise<Answer>
}

const ecdsaP256 = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** A device with a fresh key and no token. */
export async function createDevice(origin: string): Promise<Device> {
  const pair = await crypto.subtle.generateKey(ecdsaP256, false, ['sign', 'verify'])
  const { x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const publicKey: EcJwk = { kty: 'EC', crv: 'P-256', x: x!, y: y! }
  const prove = (method: Method, path: string): Promise<string> => signProof(pair.privateKey, publicKey, device, method, path)
  const device: Device = {
    origin,
    publicKey,
    signer: await signerFromKeyPair(pair),
    accessToken: undefined,
    call: (method, path, body) =>
      call({
        method,
        url: origin + path,
        body,
        headers: async () => ({
          dpop: await prove(method, path),
          ...(device.accessToken === undefined ? {} : { authorization: `DPoP ${device.accessToken}` }),
        }),
      }),
  }
  return device
}

async function signProof(key: CryptoKey, publicKey: EcJwk, device: Device, method: Method, path: string): Promise<string> {
  const ath = device.accessToken === undefined ? {} : { ath: await hashToken(device.accessToken) }
  const htu = device.origin + path.split('?')[0]
  return new SignJWT({ htm: method, htu, iat: nowSeconds(), jti: crypto.randomUUID(), ...ath })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: { ...publicKey } })
    .sign(key)
}

/** `ath` of RFC 9449 section 4.2. */
async function hashToken(token: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))).toString('base64url')
}
