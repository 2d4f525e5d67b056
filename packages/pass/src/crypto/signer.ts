// The two things this library asks of a cryptography: sign and verify ES256. WebCrypto is behind web-crypto.ts; a server may plug in
// its own (node:crypto, an HSM) through the same interfaces.
import type { Result } from '../result.ts'
import type { PublicKey } from './public-key.ts'

/** Signs with one P-256 private key (RFC 9053 section 2.1: ECDSA, SHA-256). */
export interface Signer {
  /** The 8-byte key id of the public key, see `keyId`. */
  readonly kid: Uint8Array
  /** Signature over the bytes: r and s, 64 bytes. The digest is the signer's work. */
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

/** Verifies with one P-256 public key. */
export interface Verifier {
  /** True when the 64-byte signature (r and s) is good for the bytes; false, never a rejection, for anything else. */
  verify(bytes: Uint8Array, signature: Uint8Array): Promise<boolean>
}

/** Makes a verifier of a public key; refuses with `key.invalid`. */
export type ImportVerifier = (publicKey: PublicKey) => Promise<Result<Verifier>>
