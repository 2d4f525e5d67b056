/**
 * Adding sites, laboratories and venues, and placing sites on the map.
 */
import type { InsertQueryBuilder, InsertResult } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { DB } from '../../platform/db/generated.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { audited } from '../audit/index.ts'
import { findStreet } from './find-place.query.ts'
import type { AddLaboratory, AddSite, AddVenue, MoveSite } from './place.schema.ts'

export type NameRefusal = { readonly code: 'places.name_taken' }
export type PlaceRefusal = NameRefusal | { readonly code: 'places.street_unknown' }

export async function addSite(ctx: Ctx, input: Static<typeof AddSite>): Promise<Result<{ siteId: string }, PlaceRefusal>> {
  const siteId = ctx.ids.uuid()
  return audited(ctx, { action: 'places.add_site', subject: siteId }, async (tx) => {
    if ((await findStreet(tx, input.streetCode)) === undefined) return refuse({ code: 'places.street_unknown' })
    const row = { site_id: siteId, name: input.name.trim(), street_code: input.streetCode }
    return (await isNew(tx.insertInto('places.site').values(row))) ? accept({ siteId }) : refuse({ code: 'places.name_taken' })
  })
}

/** Places a site on the schematic map. */
export async function moveSite(
  ctx: Ctx,
  { siteId, mapX, mapY }: Static<typeof MoveSite>,
): Promise<Result<undefined, { readonly code: 'places.site_unknown' }>> {
  return audited(ctx, { action: 'places.move_site', subject: siteId, detail: { mapX, mapY } }, async (tx) => {
    const position = { map_x: mapX, map_y: mapY }
    const { numUpdatedRows } = await tx.updateTable('places.site').set(position).where('site_id', '=', siteId).executeTakeFirstOrThrow()
    return numUpdatedRows === 1n ? accept(undefined) : refuse({ code: 'places.site_unknown' })
  })
}

export async function addLaboratory(ctx: Ctx, input: Static<typeof AddLaboratory>): Promise<Result<{ laboratoryId: string }, NameRefusal>> {
  const laboratoryId = ctx.ids.uuid()
  return audited(ctx, { action: 'places.add_laboratory', subject: laboratoryId }, async (tx) => {
    const row = { laboratory_id: laboratoryId, name: input.name.trim() }
    return (await isNew(tx.insertInto('places.laboratory').values(row))) ? accept({ laboratoryId }) : refuse({ code: 'places.name_taken' })
  })
}

export async function addVenue(ctx: Ctx, input: Static<typeof AddVenue>): Promise<Result<{ venueId: string }, PlaceRefusal>> {
  const venueId = ctx.ids.uuid()
  return audited(ctx, { action: 'places.add_venue', subject: venueId }, async (tx) => {
    if ((await findStreet(tx, input.streetCode)) === undefined) return refuse({ code: 'places.street_unknown' })
    const row = { venue_id: venueId, name: input.name.trim(), venue_type: input.venueType, street_code: input.streetCode }
    return (await isNew(tx.insertInto('places.venue').values(row))) ? accept({ venueId }) : refuse({ code: 'places.name_taken' })
  })
}

/** Runs an insert; false where a row of that name was there already. */
async function isNew<T extends keyof DB>(insert: InsertQueryBuilder<DB, T, InsertResult>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await insert.onConflict((conflict) => conflict.doNothing()).executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}
