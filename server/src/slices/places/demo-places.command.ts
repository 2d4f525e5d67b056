/**
 * Places of a demo city for the very first start. Does nothing where any site, laboratory or venue exists.
 */
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { VenueType } from './venue-type.ts'

const sites: readonly [name: string, streetCode: string, mapX: number, mapY: number][] = [
  ['小寨采样点', '610113001', 470, 590],
  ['大雁塔采样点', '610113002', 545, 625],
  ['南院门采样点', '610103001', 495, 505],
  ['北院门采样点', '610104002', 425, 450],
  ['张家堡采样点', '610112001', 480, 330],
]
const laboratories = ['第一检验所', '第二检验所']
const venues: readonly [name: string, venueType: VenueType, streetCode: string][] = [
  ['小寨购物中心', 'shop', '610113001'],
  ['北门地铁站', 'station', '610104001'],
  ['公交 5 路', 'bus', '610103007'],
  ['曲江写字楼', 'workplace', '610113008'],
  ['文艺路小学', 'school', '610103006'],
  ['桃园小区', 'compound', '610104008'],
  ['城南医院', 'hospital', '610113003'],
  ['城南医院急诊', 'emergency', '610113003'],
]

/** Adds the demo places; true where this call did. Servers that start together add them once. Needs the divisions to be loaded. */
export async function createDemoPlaces(ctx: Ctx): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('places.demo', 0))`.execute(tx)
    const { rows } = await sql<{ taken: boolean }>`
      select exists (select from places.site) or exists (select from places.laboratory) or exists (select from places.venue) as taken`.execute(
      tx,
    )
    if (rows[0]?.taken !== false) return false
    const id = () => ctx.ids.uuid()
    await tx
      .insertInto('places.site')
      .values(sites.map(([name, street_code, map_x, map_y]) => ({ site_id: id(), name, street_code, map_x, map_y, demo: true })))
      .execute()
    await tx
      .insertInto('places.laboratory')
      .values(laboratories.map((name) => ({ laboratory_id: id(), name })))
      .execute()
    await tx
      .insertInto('places.venue')
      .values(venues.map(([name, venue_type, street_code]) => ({ venue_id: id(), name, venue_type, street_code })))
      .execute()
    return true
  })
}
