/**
 * A phone's public key, made up. Must not be used outside tests and benches.
 */
import { createPublicKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto'

/**
 * As JWK (RFC 7517). Not exported from the pair's own public key: in Node 20 that stands still for ever where the collector happens to take the private key of the
 * pair meanwhile, once in some thousand times.
 */
export function makePhoneKey(): JsonWebKey {
  return createPublicKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey).export({ format: 'jwk' })
}
