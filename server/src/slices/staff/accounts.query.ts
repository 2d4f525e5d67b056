/**
 * All accounts, for the administrator's list.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result } from '../../platform/result.ts'
import type { Accounts } from './account.schema.ts'
import type { StaffRole } from './staff-role.ts'

const listedMax = 2_000

export async function listAccounts(ctx: Ctx): Promise<Result<Static<typeof Accounts>, never>> {
  const rows = await ctx.db.read
    .selectFrom('staff.account as account')
    .innerJoin('staff.organisation as organisation', 'organisation.organisation_id', 'account.organisation_id')
    .select(['account_id', 'username', 'display_name', 'roles', 'account.organisation_id', 'organisation.name as organisation_name'])
    .select(['must_change_password', 'account.created_at', 'disabled_at'])
    .orderBy('username')
    .limit(listedMax)
    .execute()
  return accept({
    accounts: rows.map((row) => ({
      accountId: row.account_id,
      username: row.username,
      displayName: row.display_name,
      roles: row.roles as StaffRole[],
      organisationId: row.organisation_id,
      organisationName: row.organisation_name,
      mustChangePassword: row.must_change_password,
      createdAt: row.created_at.toISOString(),
      disabledAt: row.disabled_at?.toISOString() ?? null,
    })),
  })
}
