/**
 * Door of the places slice: divisions, sites, laboratories, venues.
 */
import type { Slice } from '../../platform/slice.ts'
import { placeRoutes } from './place.route.ts'
import type { RegionDeps } from './region.query.ts'

export { createDemoPlaces } from './demo-places.command.ts'
export * from './find-place.query.ts'
export { loadDivisions } from './load-divisions.command.ts'
export { StreetCode } from './place.schema.ts'
export { regionNames, utcOffsetMinutes } from './region.query.ts'

export function placesSlice(deps: RegionDeps): Slice {
  return { name: 'places', routes: placeRoutes(deps) }
}
