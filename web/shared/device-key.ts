/**
 * The phone's own P-256 key: made once, never leaves the browser (WebCrypto, not extractable), kept in the database `evergate-keys`.
 * It signs presentations and DPoP proofs. Must never be exported, logged or deleted to heal something else.
 */
import { openKeys, type PublicJwk, type StoredKey } from './store.ts'

export interface DeviceKey {
  readonly publicJwk: PublicJwk
  /** ES256 over the bytes: 64 bytes, r then s. */
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

const ecdsaP256 = { name: 'ECDSA', namedCurve: 'P-256' } as const
const es256 = { name: 'ECDSA', hash: 'SHA-256' } as const

/** The key of this app on this phone, or null before the first registration. */
export async function loadDeviceKey(app: string): Promise<DeviceKey | null> {
  const stored = await (await openKeys()).get('device-key', app)
  return stored === undefined ? null : toDeviceKey(stored)
}

/** The stored key, made and stored first if there is none. Two tabs racing get the same key: the first stored one wins. */
export async function loadOrCreateDeviceKey(app: string): Promise<DeviceKey> {
  const existing = await loadDeviceKey(app)
  if (existing !== null) return existing
  const made = await generateKey()
  const database = await openKeys()
  const transaction = database.transaction('device-key', 'readwrite', { durability: 'strict' })
  const winner = await transaction.store.get(app)
  if (winner === undefined) await transaction.store.put(made, app)
  await transaction.done
  return toDeviceKey(winner ?? made)
}

/** Deletes the key: only when the resident signs this phone out. */
export async function deleteDeviceKey(app: string): Promise<void> {
  await (await openKeys()).delete('device-key', app)
}

export async function generateKey(): Promise<StoredKey> {
  const pair = await crypto.subtle.generateKey(ecdsaP256, false, ['sign'])
  const { x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  return { privateKey: pair.privateKey, publicJwk: { kty: 'EC', crv: 'P-256', x: x!, y: y! } }
}

export function toDeviceKey(stored: StoredKey): DeviceKey {
  return {
    publicJwk: stored.publicJwk,
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign(es256, stored.privateKey, new Uint8Array(bytes))),
  }
}
