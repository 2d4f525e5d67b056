/**
 * The numbers of admission control, in one place. Chosen by the simulation (simulation.test.ts) and by storms; docs/adr/0017 says which and why.
 */
import { type CursorSettings, cursorSettings } from './cursor.ts'
import { type LimitSettings, limitSettings } from './limit.ts'
import type { LoadClass } from './load-class.ts'
import type { Plane } from './plane.ts'
import type { LineSettings } from './queue.ts'

/** Everything that can be set. */
export interface AdmissionSettings {
  readonly cursor: CursorSettings
  readonly limit: LimitSettings
  readonly lines: Readonly<Record<LoadClass, LineSettings>>
  /** The part of the places that the control plane may take, and how many at most. */
  readonly controlShareMax: number
  readonly controlPlacesMax: number
  /** A proxy in front goes by the door. */
  readonly hasEdge: boolean
}

const line = (targetMs: number): LineSettings => ({
  lengthMax: 256,
  standingMs: 100,
  patienceMs: Math.max(500, 5 * targetMs),
  shortMs: Number.POSITIVE_INFINITY,
  targetMs,
})
/**
 * What matters most waits out a stall, because everything else is refused before it and its line drains by itself; but no longer than somebody waits for it: a
 * desk ten seconds, a phone three. For the same reason it is served first come first served through a stall: with the newest first, those who came at its
 * beginning would wait for its end, and the 99th percentile would be theirs.
 */
const stallMs = 1_000
const deskPatience = { standingMs: stallMs, patienceMs: 3_000 }
const phonePatience = { standingMs: stallMs, patienceMs: 1_500 }

/** The settings in service. */
export const admissionSettings: AdmissionSettings = {
  cursor: cursorSettings,
  limit: limitSettings,
  lines: {
    critical_plus: { ...line(300), ...deskPatience },
    critical: { ...line(200), ...phonePatience },
    sheddable_plus: { ...line(300), shortMs: 40 },
    sheddable: { ...line(400), shortMs: 0 },
  },
  controlShareMax: 0.5,
  controlPlacesMax: 8,
  hasEdge: false,
}

/** The settings with a proxy in front or none, and with no more places than there are connections. */
export function settingsFor(hasEdge: boolean, placesMax: Readonly<Record<Plane, number>> | undefined): AdmissionSettings {
  if (placesMax === undefined) return { ...admissionSettings, hasEdge }
  const { intake: max, control: controlPlacesMax } = placesMax
  const limit = { ...limitSettings, max, start: Math.min(limitSettings.start, max), min: Math.min(limitSettings.min, max) }
  return { ...admissionSettings, limit, controlPlacesMax, hasEdge }
}
