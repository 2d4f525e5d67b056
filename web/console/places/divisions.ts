/** Finding one's way in districts and streets. Pure. */
import type { District } from './places.query.ts'

/** `Yanta · Xiaozhai Road` for a street's code; the code itself where it is unknown. */
export function streetName(districts: readonly District[], streetCode: string): string {
  for (const district of districts) {
    const street = district.streets.find((candidate) => candidate.code === streetCode)
    if (street !== undefined) return `${district.name} · ${street.name}`
  }
  return streetCode
}

/** The streets as grouped choices of a select field. */
export function streetChoices(districts: readonly District[]) {
  return districts.map((district) => ({
    group: district.name,
    items: district.streets.map((street) => ({ value: street.code, label: street.name })),
  }))
}
