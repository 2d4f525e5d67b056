/**
 * Looking single places up by id or code: for other slices.
 */
import type { Queryable } from '../../platform/db/database.ts'

export interface Site {
  readonly siteId: string
  readonly name: string
  readonly streetCode: string
}

export interface Venue {
  readonly venueId: string
  readonly name: string
  readonly venueType: string
}

export async function findStreet(db: Queryable, code: string): Promise<{ code: string; districtCode: string; name: string } | undefined> {
  const columns = ['code', 'district_code as districtCode', 'name'] as const
  return db.selectFrom('places.street').select(columns).where('code', '=', code).executeTakeFirst()
}

export async function findSite(db: Queryable, siteId: string): Promise<Site | undefined> {
  const columns = ['site_id as siteId', 'name', 'street_code as streetCode'] as const
  return db.selectFrom('places.site').select(columns).where('site_id', '=', siteId).executeTakeFirst()
}

/** Names of the sites that exist among these. */
export async function readSiteNames(db: Queryable, siteIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (siteIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('places.site')
    .select(['site_id', 'name'])
    .where('site_id', 'in', [...new Set(siteIds)])
    .execute()
  return new Map(rows.map((row) => [row.site_id, row.name]))
}

export async function findLaboratory(db: Queryable, laboratoryId: string): Promise<{ laboratoryId: string; name: string } | undefined> {
  const columns = ['laboratory_id as laboratoryId', 'name'] as const
  return db.selectFrom('places.laboratory').select(columns).where('laboratory_id', '=', laboratoryId).executeTakeFirst()
}

/** Names of all laboratories. */
export async function readLaboratoryNames(db: Queryable): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('places.laboratory').select(['laboratory_id', 'name']).execute()
  return new Map(rows.map((row) => [row.laboratory_id, row.name]))
}

export async function findVenue(db: Queryable, venueId: string): Promise<Venue | undefined> {
  const columns = ['venue_id as venueId', 'name', 'venue_type as venueType'] as const
  return db.selectFrom('places.venue').select(columns).where('venue_id', '=', venueId).executeTakeFirst()
}
