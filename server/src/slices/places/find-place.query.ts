/**
 * Looking single places up by id or code: for other slices.
 */
import type { Queryable } from '../../platform/db/database.ts'
import { schematicPosition } from './schematic-position.ts'

export interface Site {
  readonly siteId: string
  readonly name: string
  readonly streetCode: string
  /** Place on the schematic map: thousandths from the left and from the top. */
  readonly mapX: number
  readonly mapY: number
}

/** Xi'an had 5,077 sites in its largest round. */
const sitesListedMax = 20_000
const siteColumns = ['site_id', 'name', 'street_code', 'map_x', 'map_y'] as const

interface SiteRow {
  readonly site_id: string
  readonly name: string
  readonly street_code: string
  readonly map_x: number | null
  readonly map_y: number | null
}

function siteOf(row: SiteRow): Site {
  const position =
    row.map_x === null || row.map_y === null ? schematicPosition(row.street_code, row.site_id) : { mapX: row.map_x, mapY: row.map_y }
  return { siteId: row.site_id, name: row.name, streetCode: row.street_code, ...position }
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
  const row = await db.selectFrom('places.site').select(siteColumns).where('site_id', '=', siteId).executeTakeFirst()
  return row === undefined ? undefined : siteOf(row)
}

/** All sites, in the order of streets and names. */
export async function listSites(db: Queryable): Promise<Site[]> {
  const rows = await db.selectFrom('places.site').select(siteColumns).orderBy('street_code').orderBy('name').limit(sitesListedMax).execute()
  return rows.map(siteOf)
}

/** All districts and streets, by code. */
export async function readDivisionNames(db: Queryable): Promise<ReadonlyMap<string, string>> {
  const districts = await db.selectFrom('places.district').select(['code', 'name']).execute()
  const streets = await db.selectFrom('places.street').select(['code', 'name']).execute()
  return new Map([...districts, ...streets].map((row) => [row.code, row.name]))
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
