/**
 * Lists of divisions and places, as apps show them.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result } from '../../platform/result.ts'
import { listSites } from './find-place.query.ts'
import type { Divisions, Laboratories, Sites, Venues } from './place.schema.ts'

const listedMax = 20_000

export async function listDivisions(ctx: Ctx): Promise<Result<Static<typeof Divisions>, never>> {
  const districts = await ctx.db.read.selectFrom('places.district').select(['code', 'name']).orderBy('code').execute()
  const streets = await ctx.db.read.selectFrom('places.street').select(['code', 'name', 'district_code']).orderBy('code').execute()
  const byDistrict = new Map(districts.map(({ code }) => [code, [] as { code: string; name: string }[]]))
  for (const { code, name, district_code } of streets) byDistrict.get(district_code)?.push({ code, name })
  return accept({
    districts: districts.map(({ code, name }) => ({ code, name, streets: byDistrict.get(code) ?? [] })),
  })
}

export async function showSites(ctx: Ctx): Promise<Result<Static<typeof Sites>, never>> {
  const sites = await listSites(ctx.db.read)
  return accept({ sites: sites.map((site) => ({ ...site, districtCode: site.streetCode.slice(0, 6) })) })
}

export async function listLaboratories(ctx: Ctx): Promise<Result<Static<typeof Laboratories>, never>> {
  const columns = ['laboratory_id as laboratoryId', 'name'] as const
  const laboratories = await ctx.db.read.selectFrom('places.laboratory').select(columns).orderBy('name').limit(listedMax).execute()
  return accept({ laboratories })
}

export async function listVenues(ctx: Ctx): Promise<Result<Static<typeof Venues>, never>> {
  const columns = ['venue_id as venueId', 'name', 'venue_type as venueType', 'street_code as streetCode'] as const
  const venues = await ctx.db.read
    .selectFrom('places.venue')
    .select(columns)
    .orderBy('street_code')
    .orderBy('name')
    .limit(listedMax)
    .execute()
  return accept({ venues })
}
