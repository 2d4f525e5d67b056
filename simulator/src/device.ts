/**
 * Any device with a P-256 key of its own, a resident's phone or a scanner: signs a proof of possession for every request (DPoP, RFC 9449), and
 * where it is asked to for the body too. Knows no route.
 */
import { type EcJwk, type Signer, signerFromKeyPair } from '@evergate/pass'
import { type CryptoKey, SignJWT } from 'jose'
import { nowSeconds } from './clock.ts'
import { type Answer, call, createLine, type Method } from './http-call.ts'

export interface Device {
  readonly origin: string
  readonly publicKey: EcJwk
  /** Signs presentations with the device's key. */
  readonly signer: Signer
  /** Undefined until the server has enrolled this key. */
  accessToken: string | undefined
  call(method: Method, path: string, body?: object): Promise<Answer>
  /** Posts these bytes, which matter most; the proof carries their hash (`bh`), so that it signs them. Gives up after `withinMs`. */
  post(path: string, bytes: Uint8Array<ArrayBuffer>, contentType: string, withinMs: number): Promise<Answer>
  /** Headers of one such post, for whoever sends it in another way. */
  headersFor(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<Record<string, string>>
  /** Key and token as they are kept through a restart. */
  keep(): Promise<KeptDevice>
}

/** A device on its own disk. */
export interface KeptDevice {
  readonly privateKey: JsonWebKey
  readonly accessToken: string | null
}

const ecdsaP256 = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** A device with a fresh key and no token, or the one that was kept. */
export async function createDevice(origin: string, kept?: KeptDevice): Promise<Device> {
  const pair = kept === undefined ? await crypto.subtle.generateKey(ecdsaP256, true, ['sign', 'verify']) : await pairOf(kept.privateKey)
  const { x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const publicKey: EcJwk = { kty: 'EC', crv: 'P-256', x: x!, y: y! }
  const headersOf = async (method: Method, path: string, bytes?: Uint8Array<ArrayBuffer>): Promise<Record<string, string>> => ({
    dpop: await signProof(pair.privateKey, publicKey, device, method, path, bytes),
    ...(device.accessToken === undefined ? {} : { authorization: `DPoP ${device.accessToken}` }),
  })
  const line = createLine()
  const device: Device = {
    origin,
    publicKey,
    signer: await signerFromKeyPair(pair),
    accessToken: kept?.accessToken ?? undefined,
    call: (method, path, body) => call({ method, url: origin + path, body, line, headers: () => headersOf(method, path) }),
    post: (path, bytes, contentType, withinMs) =>
      call({
        method: 'POST',
        url: origin + path,
        body: bytes,
        contentType,
        withinMs,
        line,
        load: 'critical_plus',
        headers: () => headersOf('POST', path, bytes),
      }),
    headersFor: (path, bytes) => headersOf('POST', path, bytes),
    keep: async () => ({ privateKey: await crypto.subtle.exportKey('jwk', pair.privateKey), accessToken: device.accessToken ?? null }),
  }
  return device
}

async function pairOf(privateKey: JsonWebKey): Promise<CryptoKeyPair> {
  const { d: _secret, key_ops: _uses, ...publicPart } = privateKey
  return {
    privateKey: await crypto.subtle.importKey('jwk', privateKey, ecdsaP256, true, ['sign']),
    publicKey: await crypto.subtle.importKey('jwk', publicPart, ecdsaP256, true, ['verify']),
  }
}

async function signProof(
  key: CryptoKey,
  publicKey: EcJwk,
  device: Device,
  method: Method,
  path: string,
  body?: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const ath = device.accessToken === undefined ? {} : { ath: await sha256Of(new TextEncoder().encode(device.accessToken)) }
  const bh = body === undefined ? {} : { bh: await sha256Of(body) }
  const htu = device.origin + path.split('?')[0]
  return new SignJWT({ htm: method, htu, iat: nowSeconds(), jti: crypto.randomUUID(), ...ath, ...bh })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: { ...publicKey } })
    .sign(key)
}

/** As `ath` of RFC 9449 section 4.2. */
async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('base64url')
}
