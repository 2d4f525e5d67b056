/**
 * Organisations: adding and listing them.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { audited } from '../audit/index.ts'
import type { CreateOrganisation, OrganisationCreated, Organisations } from './account.schema.ts'

const listedMax = 1_000

export async function createOrganisation(
  ctx: Ctx,
  input: Static<typeof CreateOrganisation>,
): Promise<Result<Static<typeof OrganisationCreated>, { code: 'staff.organisation_name_taken' }>> {
  const organisationId = ctx.ids.uuid()
  return audited(ctx, { action: 'staff.create_organisation', subject: organisationId }, async (tx) => {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('staff.organisation')
      .values({ organisation_id: organisationId, name: input.name.trim(), created_at: ctx.clock.now() })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .executeTakeFirstOrThrow()
    return numInsertedOrUpdatedRows === 0n ? refuse({ code: 'staff.organisation_name_taken' }) : accept({ organisationId })
  })
}

export async function listOrganisations(ctx: Ctx): Promise<Result<Static<typeof Organisations>, never>> {
  const rows = await ctx.db.read
    .selectFrom('staff.organisation')
    .select(['organisation_id', 'name'])
    .orderBy('name')
    .limit(listedMax)
    .execute()
  return accept({ organisations: rows.map((row) => ({ organisationId: row.organisation_id, name: row.name })) })
}
