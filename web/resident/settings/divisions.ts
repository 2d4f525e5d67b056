/** Districts and their streets, asked for when first needed and kept. */
import { createCachedQuery } from '../state/cached-answer.ts'

export interface Divisions {
  readonly districts: readonly {
    readonly code: string
    readonly name: string
    readonly streets: readonly { readonly code: string; readonly name: string }[]
  }[]
}

export const divisionsQuery = createCachedQuery<Divisions>('resident/divisions', '/v1/divisions', 'none')

/** District and street in words, or the code while the list is not here. */
export function streetName(streetCode: string): string {
  for (const district of divisionsQuery.state.value.value?.districts ?? []) {
    const street = district.streets.find(({ code }) => code === streetCode)
    if (street !== undefined) return `${district.name} ${street.name}`
  }
  return streetCode
}
