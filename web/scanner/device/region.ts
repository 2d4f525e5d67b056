// Decides whether a root key may be trusted by this device: pinned on first use, checked against the enrolment code, never changed silently.
// Pure but for the digest; asks no server and stores nothing.
import { keyThumbprint, publicKeyFromJwk } from '@evergate/pass'
import type { RegionPin, RootKeyJwk } from './settings.ts'

/** What GET /v1/region answers, as far as this app reads it. */
export interface RegionAnswer {
  readonly region: string
  readonly names: Readonly<Record<string, string>>
  readonly utcOffsetMinutes: number
  readonly rootKey: RootKeyJwk
}

export type PinRefusal =
  /** The server sent something that is no P-256 key. */
  | 'root_key_unreadable'
  /** Not the key the enrolment code names. */
  | 'root_key_not_of_code'
  /** Another key than the one this device trusts already. */
  | 'root_key_changed'

export type Pinning = { readonly ok: true; readonly pin: RegionPin } | { readonly ok: false; readonly refusal: PinRefusal }

/** `prefix` is the sixteen hexadecimal digits of an enrolment code, `held` what this device trusts so far. */
export function pinRegion(answer: RegionAnswer, held: RegionPin | null, prefix: string | null): Pinning {
  const fingerprint = fingerprintOf(answer.rootKey)
  if (fingerprint === null) return { ok: false, refusal: 'root_key_unreadable' }
  if (prefix !== null && !fingerprint.startsWith(prefix)) return { ok: false, refusal: 'root_key_not_of_code' }
  if (held !== null && fingerprintOf(held.rootKey) !== fingerprint) return { ok: false, refusal: 'root_key_changed' }
  const { region, names, utcOffsetMinutes } = answer
  const { kty, crv, x, y } = answer.rootKey
  const pinnedBy = prefix === null ? (held?.pinnedBy ?? 'first_use') : 'enrolment'
  return { ok: true, pin: { region, names, utcOffsetMinutes, rootKey: { kty, crv, x, y }, pinnedBy } }
}

/** The root key's thumbprint (RFC 9679) in lower-case hexadecimal, 64 digits; null for what is no key. */
export function fingerprintOf(rootKey: RootKeyJwk): string | null {
  const key = publicKeyFromJwk(rootKey)
  const thumbprint = key.ok ? keyThumbprint(key.value) : key
  return thumbprint.ok ? Array.from(thumbprint.value, (byte) => byte.toString(16).padStart(2, '0')).join('') : null
}

/** The first sixteen digits in groups of four: what is printed on the enrolment slip and read out over the telephone. */
export function shortFingerprint(fingerprint: string): string {
  return fingerprint.slice(0, 16).replaceAll(/(.{4})(?=.)/g, '$1 ')
}
