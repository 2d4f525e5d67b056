/** Recalls gathered by street, as somebody walks them. Pure. */
import type { Recall } from './recall.query.ts'

export type StreetRecalls = { readonly streetCode: string | null; readonly recalls: readonly Recall[] }

/** Streets in the order of their codes, those without a street last; within a street the tubes together, the longest asked first. */
export function byStreet(recalls: readonly Recall[]): readonly StreetRecalls[] {
  const streets = new Map<string | null, Recall[]>()
  for (const recall of recalls) streets.set(recall.streetCode, [...(streets.get(recall.streetCode) ?? []), recall])
  return [...streets]
    .sort(([a], [b]) => Number(a === null) - Number(b === null) || (a ?? '').localeCompare(b ?? '', 'en'))
    .map(([streetCode, found]) => ({
      streetCode,
      recalls: found.sort((a, b) => a.tubeCode.localeCompare(b.tubeCode, 'en') || a.askedAt.localeCompare(b.askedAt)),
    }))
}
