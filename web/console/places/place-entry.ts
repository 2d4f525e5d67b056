/** What the form for a new place asks of an entry before the server is asked. Pure. */
import type { placeTexts } from './place-texts.ts'
import type { NewPlace, PlaceKind } from './places.query.ts'

export type PlaceEntry = { readonly name: string; readonly streetCode: string | null; readonly venueType: string | null }
export type PlaceFaults = Partial<Record<keyof PlaceEntry, keyof typeof placeTexts>>

/** The place to create, with the fields its kind has, or the fault of each field as the key of its words. */
export function readPlace(kind: PlaceKind, entry: PlaceEntry): { ok: true; place: NewPlace } | { ok: false; faults: PlaceFaults } {
  const name = entry.name.trim()
  const faults: PlaceFaults = {}
  if (name === '') faults.name = 'nameMissing'
  if (kind !== 'laboratories' && entry.streetCode === null) faults.streetCode = 'streetMissing'
  if (kind === 'venues' && entry.venueType === null) faults.venueType = 'typeMissing'
  if (Object.keys(faults).length > 0) return { ok: false, faults }
  return {
    ok: true,
    place: {
      name,
      ...(kind === 'laboratories' || entry.streetCode === null ? {} : { streetCode: entry.streetCode }),
      ...(kind === 'venues' && entry.venueType !== null ? { venueType: entry.venueType } : {}),
    },
  }
}
