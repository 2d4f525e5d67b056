// Signers and verifiers on WebCrypto (browsers, Node, workers). Declares the slice of WebCrypto it uses, because this package is
// compiled without DOM and Node types. The only file that touches a global.
import { accept, type Result, refuse } from '../result.ts'
import {
  type EcJwk,
  keyId,
  PUBLIC_KEY_BYTES,
  type PublicKey,
  pointFromPublicKey,
  publicKeyFromJwk,
  publicKeyFromPoint,
} from './public-key.ts'
import type { Signer, Verifier } from './signer.ts'

interface SubtleCrypto {
  importKey(format: 'raw', bytes: Uint8Array, algorithm: object, extractable: boolean, usages: readonly string[]): Promise<object>
  exportKey(format: 'raw', key: object): Promise<ArrayBuffer>
  sign(algorithm: object, key: object, bytes: Uint8Array): Promise<ArrayBuffer>
  verify(algorithm: object, key: object, signature: Uint8Array, bytes: Uint8Array): Promise<boolean>
}

/** A WebCrypto P-256 key pair: the private key may be non-extractable, the public key must be extractable (it always is). */
export interface EcKeyPair {
  readonly publicKey: object
  readonly privateKey: object
}

const KEY_ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' }
const SIGNATURE_ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' }

/** Makes a verifier of a compressed point or a JWK. Refuses with `key.invalid`. */
export async function importVerifyingKey(key: PublicKey | EcJwk): Promise<Result<Verifier>> {
  const publicKey = key instanceof Uint8Array ? accept(key) : publicKeyFromJwk(key)
  if (!publicKey.ok) return publicKey
  const imported = (await importCompressed(publicKey.value)) ?? (await importUncompressed(publicKey.value))
  return imported === null ? refuse('key.invalid') : accept(webCryptoVerifier(imported))
}

// Whether this platform's WebCrypto reads compressed points (it may: Web Cryptography Level 2 section 24.4.4). Where it does, the square root that
// finds y is its own, ten times faster than ours; where it has refused a good one once, it is not asked again.
let readsCompressed = true

async function importCompressed(publicKey: PublicKey): Promise<object | null> {
  return readsCompressed && publicKey.length === PUBLIC_KEY_BYTES ? importRaw(publicKey) : null
}

async function importUncompressed(publicKey: PublicKey): Promise<object | null> {
  const point = pointFromPublicKey(publicKey)
  if (!point.ok) return null
  const imported = await importRaw(point.value)
  if (imported !== null) readsCompressed = false
  return imported
}

function importRaw(point: Uint8Array): Promise<object | null> {
  return subtle()
    .importKey('raw', point, KEY_ALGORITHM, true, ['verify'])
    .catch(() => null)
}

/** Makes a signer of a WebCrypto key pair (ECDSA, P-256). Rejects when the pair is not one: that is the caller's bug. */
export async function signerFromKeyPair(pair: EcKeyPair): Promise<Signer & { readonly publicKey: PublicKey }> {
  const publicKey = publicKeyFromPoint(new Uint8Array(await subtle().exportKey('raw', pair.publicKey)))
  const kid = publicKey.ok ? keyId(publicKey.value) : publicKey
  if (!publicKey.ok || !kid.ok) throw new TypeError('not a P-256 key pair')
  return {
    kid: kid.value,
    publicKey: publicKey.value,
    sign: async (bytes) => new Uint8Array(await subtle().sign(SIGNATURE_ALGORITHM, pair.privateKey, bytes)),
  }
}

function webCryptoVerifier(key: object): Verifier {
  return {
    verify: (bytes, signature) =>
      subtle()
        .verify(SIGNATURE_ALGORITHM, key, signature, bytes)
        .catch(() => false),
  }
}

function subtle(): SubtleCrypto {
  return (globalThis as unknown as { crypto: { subtle: SubtleCrypto } }).crypto.subtle
}
