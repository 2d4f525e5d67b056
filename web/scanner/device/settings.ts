// What this device was set up as: its work, its venue type, the region whose root key it trusts, its enrolment.
// Kept in localStorage because it must be there before the first paint. Nothing here is about a resident, nothing here is secret:
// the access token lies in the key database beside the key it is bound to.
import { effect, signal } from '@preact/signals'

export type Purpose = 'guard' | 'sampler'

export interface RootKeyJwk {
  readonly kty: string
  readonly crv: string
  readonly x: string
  readonly y: string
}

export interface RegionPin {
  readonly region: string
  readonly names: Readonly<Record<string, string>>
  readonly utcOffsetMinutes: number
  readonly rootKey: RootKeyJwk
  /** `enrolment`: the code named the key. `first_use`: a person saw the fingerprint and went on. */
  readonly pinnedBy: 'first_use' | 'enrolment'
}

export interface Enrolment {
  readonly scannerId: string
  readonly purposes: readonly Purpose[]
  readonly site: { readonly siteId: string; readonly name: string } | null
  readonly venue: { readonly venueId: string; readonly name: string; readonly venueType: string } | null
}

export interface Settings {
  readonly venueType: string | null
  readonly sounds: boolean
  readonly pin: RegionPin | null
  readonly enrolment: Enrolment | null
}

const KEY = 'evergate-scanner'
const FRESH: Settings = { venueType: null, sounds: true, pin: null, enrolment: null }

export const settings = signal<Settings>(readSettings(readStored()))

export function changeSettings(change: Partial<Settings>): void {
  settings.value = { ...settings.value, ...change }
}

/** Until a region is known, China's one time zone. */
export function cityOffsetMinutes(): number {
  return settings.value.pin?.utcOffsetMinutes ?? 480
}

/** Back to a device that was never set up; the sounds stay as chosen. */
export function forgetSettings(): void {
  settings.value = { ...FRESH, sounds: settings.value.sounds }
}

/** Call once at start. */
export function keepSettings(): void {
  effect(() => {
    try {
      localStorage.setItem(KEY, JSON.stringify(settings.value))
    } catch {
      // Storage may be forbidden (private windows): the device is then set up until the page closes.
    }
  })
}

/** Reads what an older or newer version stored; a part that does not fit is taken as never set. */
export function readSettings(stored: unknown): Settings {
  if (!isRecord(stored)) return FRESH
  return {
    venueType: typeof stored.venueType === 'string' ? stored.venueType : null,
    sounds: stored.sounds !== false,
    pin: isPin(stored.pin) ? stored.pin : null,
    enrolment: isEnrolment(stored.enrolment) ? stored.enrolment : null,
  }
}

function readStored(): unknown {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null')
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isPin(value: unknown): value is RegionPin {
  if (!isRecord(value) || !isRecord(value.names) || !isRecord(value.rootKey)) return false
  const { kty, crv, x, y } = value.rootKey
  const keyFits = [kty, crv, x, y].every((part) => typeof part === 'string')
  const originFits = value.pinnedBy === 'first_use' || value.pinnedBy === 'enrolment'
  return keyFits && originFits && typeof value.region === 'string' && typeof value.utcOffsetMinutes === 'number'
}

function isEnrolment(value: unknown): value is Enrolment {
  if (!isRecord(value) || typeof value.scannerId !== 'string' || !Array.isArray(value.purposes)) return false
  const siteFits = value.site === null || (isRecord(value.site) && typeof value.site.siteId === 'string')
  const venueFits = value.venue === null || (isRecord(value.venue) && typeof value.venue.venueType === 'string')
  return siteFits && venueFits
}
