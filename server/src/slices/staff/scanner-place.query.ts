/**
 * The site and venue a scanner stands at. Places are another slice's, above this one, so they are asked through what the composition root hands in.
 */
import type { Queryable } from '../../platform/db/database.ts'

export interface PlaceDirectory {
  findSite(db: Queryable, siteId: string): Promise<{ readonly siteId: string; readonly name: string } | undefined>
  findVenue(
    db: Queryable,
    venueId: string,
  ): Promise<{ readonly venueId: string; readonly name: string; readonly venueType: string } | undefined>
}

/** Both places, null where there is none. */
export async function describePlaces(db: Queryable, directory: PlaceDirectory, at: { site_id: string | null; venue_id: string | null }) {
  const site = at.site_id === null ? undefined : await directory.findSite(db, at.site_id)
  const venue = at.venue_id === null ? undefined : await directory.findVenue(db, at.venue_id)
  return {
    site: site === undefined ? null : { siteId: site.siteId, name: site.name },
    venue: venue === undefined ? null : { venueId: venue.venueId, name: venue.name, venueType: venue.venueType },
  }
}
