// P-256 public keys and their forms: compressed point (the one this library passes around), uncompressed point, JWK, COSE_Key;
// and the key's thumbprint and id. No private keys.
import { concatBytes, fromBase64Url, toBase64Url } from '../bytes.ts'
import { decodeCbor, encodeCbor } from '../cose/cbor.ts'
import { COSE_KEY, CRV_P256, KTY_EC2 } from '../cose/claim-keys.ts'
import { isBytes } from '../cose/fields.ts'
import { accept, type Result, refuse } from '../result.ts'
import { compressPoint, decompressY } from './p256.ts'
import { sha256 } from './sha256.ts'

/** A P-256 public key: SEC1 compressed point, 33 bytes. */
export type PublicKey = Uint8Array

/** The members of a JWK (RFC 7518 section 6.2) that make a P-256 public key; others are ignored. */
export interface EcJwk {
  readonly kty?: string
  readonly crv?: string
  readonly x?: string
  readonly y?: string
}

/** Bytes of a key id: the first of the thumbprint. */
export const KEY_ID_BYTES = 8

/** Bytes of a compressed point. */
export const PUBLIC_KEY_BYTES = 33

/** Takes a SEC1 point, compressed (33 bytes) or not (65). Refuses with `key.invalid` what is not on the curve. */
export function publicKeyFromPoint(point: Uint8Array): Result<PublicKey> {
  if (point.length === 65 && point[0] === 4) return orInvalid(compressPoint(point.subarray(1, 33), point.subarray(33)))
  return orInvalid(decompressY(point) === null ? null : Uint8Array.from(point))
}

/** Takes a JWK (RFC 7518 section 6.2). Refuses with `key.invalid`. */
export function publicKeyFromJwk(jwk: EcJwk): Result<PublicKey> {
  const x = typeof jwk.x === 'string' ? fromBase64Url(jwk.x) : null
  const y = typeof jwk.y === 'string' ? fromBase64Url(jwk.y) : null
  if (jwk.kty !== 'EC' || jwk.crv !== 'P-256' || x === null || y === null) return refuse('key.invalid')
  return orInvalid(compressPoint(x, y))
}

/** Takes an encoded COSE_Key (RFC 9053 section 7.1.1) whose y is a coordinate or a sign. Refuses with `key.invalid`. */
export function publicKeyFromCoseKey(bytes: Uint8Array): Result<PublicKey> {
  const decoded = decodeCbor(bytes)
  if (!decoded.ok || !(decoded.value instanceof Map)) return refuse('key.invalid')
  const x: unknown = decoded.value.get(COSE_KEY.x)
  const y: unknown = decoded.value.get(COSE_KEY.y)
  if (decoded.value.get(COSE_KEY.kty) !== KTY_EC2 || decoded.value.get(COSE_KEY.crv) !== CRV_P256) return refuse('key.invalid')
  if (!isBytes(x, 32)) return refuse('key.invalid')
  if (typeof y === 'boolean') return publicKeyFromPoint(concatBytes(Uint8Array.of(y ? 3 : 2), x))
  return isBytes(y, 32) ? orInvalid(compressPoint(x, y)) : refuse('key.invalid')
}

/** The key as a JWK. Refuses with `key.invalid`. */
export function jwkFromPublicKey(publicKey: PublicKey): Result<Required<EcJwk>> {
  const y = decompressY(publicKey)
  if (y === null) return refuse('key.invalid')
  return accept({ kty: 'EC', crv: 'P-256', x: toBase64Url(publicKey.subarray(1)), y: toBase64Url(y) })
}

/** The key as an uncompressed SEC1 point, 65 bytes, the form every WebCrypto imports. Refuses with `key.invalid`. */
export function pointFromPublicKey(publicKey: PublicKey): Result<Uint8Array> {
  const y = decompressY(publicKey)
  return y === null ? refuse('key.invalid') : accept(concatBytes(Uint8Array.of(4), publicKey.subarray(1), y))
}

/** COSE key thumbprint with SHA-256, 32 bytes (RFC 9679 sections 3 and 4.2: kty, crv, x and the full y). Refuses with `key.invalid`. */
export function keyThumbprint(publicKey: PublicKey): Result<Uint8Array> {
  const y = decompressY(publicKey)
  if (y === null) return refuse('key.invalid')
  const key = new Map<number, unknown>([
    [COSE_KEY.kty, KTY_EC2],
    [COSE_KEY.crv, CRV_P256],
    [COSE_KEY.x, publicKey.slice(1)],
    [COSE_KEY.y, y],
  ])
  return accept(sha256(encodeCbor(key)))
}

/** The key id that headers carry: the first 8 bytes of the thumbprint. It only finds a key; the signature proves it. */
export function keyId(publicKey: PublicKey): Result<Uint8Array> {
  const thumbprint = keyThumbprint(publicKey)
  return thumbprint.ok ? accept(thumbprint.value.slice(0, KEY_ID_BYTES)) : thumbprint
}

function orInvalid(point: Uint8Array | null): Result<PublicKey> {
  return point === null ? refuse('key.invalid') : accept(point)
}
