/**
 * DPoP proofs (RFC 9449 section 4.2): a short ES256 JWT that shows a request comes from the phone holding the key. Made by WebCrypto alone:
 * a JOSE library would cost a quarter of what the first page may weigh. Must not hold or choose the key.
 */
import { toBase64url } from './base64url.ts'
import { now } from './clock.ts'
import type { DeviceKey } from './device-key.ts'
import { createUuid } from './uuid.ts'

export interface ProofTarget {
  readonly method: string
  /** Absolute; query and fragment are cut off, as the RFC demands. */
  readonly url: string
  /** Binds the proof to the token it is sent with; null where no token exists yet. */
  readonly accessToken: string | null
  /** Binds the proof to these bytes too (`bh`, docs/spec/sync.md): the signature is then the device's over what it sends. */
  readonly body?: Uint8Array<ArrayBuffer>
}

export async function createProof(key: DeviceKey, target: ProofTarget): Promise<string> {
  const { kty, crv, x, y } = key.publicJwk
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } }
  const payload = {
    jti: createUuid(),
    htm: target.method,
    htu: target.url.replace(/[?#].*$/, ''),
    iat: Math.floor(now() / 1000),
    ...(target.accessToken === null ? {} : { ath: await hash(new TextEncoder().encode(target.accessToken)) }),
    ...(target.body === undefined ? {} : { bh: await hash(target.body) }),
  }
  const signed = `${encodeJson(header)}.${encodeJson(payload)}`
  return `${signed}.${toBase64url(await key.sign(new TextEncoder().encode(signed)))}`
}

async function hash(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}

function encodeJson(value: unknown): string {
  return toBase64url(new TextEncoder().encode(JSON.stringify(value)))
}
