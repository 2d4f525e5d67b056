// A key and the window in which what it signed is accepted. Shared by trust list and key list.
import { isArray, isBytes, isTime, mapAll } from '../cose/fields.ts'
import { PUBLIC_KEY_BYTES, type PublicKey } from '../crypto/public-key.ts'
import { KEYS_MAX } from '../limits.ts'
import type { UnixSeconds } from '../time.ts'

/** A public key with its window: signatures are accepted while notBefore <= now < expiresAt, however old they are. */
export interface ValidKey {
  readonly publicKey: PublicKey
  readonly notBefore: UnixSeconds
  readonly expiresAt: UnixSeconds
}

/** The keys as CBOR: [compressed point, notBefore, expiresAt] each. */
export function keysToWire(keys: readonly ValidKey[]): unknown[] {
  return keys.map((key) => [key.publicKey, key.notBefore, key.expiresAt])
}

/** Reads the keys, or null. That a point lies on the curve is checked when it is imported. */
export function keysFromWire(value: unknown): ValidKey[] | null {
  return isArray(value, KEYS_MAX) && value.length > 0 ? mapAll(value, readKey) : null
}

function readKey(value: unknown): ValidKey | null {
  if (!isArray(value, 8)) return null
  const [publicKey, notBefore, expiresAt] = value
  if (!isBytes(publicKey, PUBLIC_KEY_BYTES) || !isTime(notBefore) || !isTime(expiresAt)) return null
  return notBefore < expiresAt ? { publicKey, notBefore, expiresAt } : null
}
