// Imported keys by their ids, each with its window. A gate keeps one ring per signer level: root, region, daily.
import { toHex } from '../bytes.ts'
import { keyId } from '../crypto/public-key.ts'
import type { ImportVerifier, Verifier } from '../crypto/signer.ts'
import { accept, type Result, refuse } from '../result.ts'
import type { UnixSeconds } from '../time.ts'
import type { ValidKey } from '../trust/valid-key.ts'

/** A key ready to verify. */
export interface RingKey {
  readonly verifier: Verifier
  readonly notBefore: UnixSeconds
  readonly expiresAt: UnixSeconds
}

/** Keys by key id in hexadecimal. */
export type KeyRing = ReadonlyMap<string, RingKey>

/** Imports keys. Refuses with `key.invalid` if one is no point of the curve, or if two share an id. */
export async function importKeyRing(keys: readonly ValidKey[], importVerifier: ImportVerifier): Promise<Result<KeyRing>> {
  const ring = new Map<string, RingKey>()
  for (const { publicKey, notBefore, expiresAt } of keys) {
    const kid = keyId(publicKey)
    const verifier = await importVerifier(publicKey)
    if (!kid.ok || !verifier.ok || ring.has(toHex(kid.value))) return refuse('key.invalid')
    ring.set(toHex(kid.value), { verifier: verifier.value, notBefore, expiresAt })
  }
  return accept(ring)
}

/** The key of that id if its window holds `now` (null: at any time). Refuses with `issuer.unknown_key` or `issuer.key_not_in_use`. */
export function findKey(ring: KeyRing, kid: Uint8Array, now: UnixSeconds | null): Result<RingKey> {
  const key = ring.get(toHex(kid))
  if (key === undefined) return refuse('issuer.unknown_key')
  const inUse = now === null || (key.notBefore <= now && now < key.expiresAt)
  return inUse ? accept(key) : refuse('issuer.key_not_in_use')
}
