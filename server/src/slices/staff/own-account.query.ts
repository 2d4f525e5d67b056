/**
 * The account of whoever is signed in, as its owner sees it, and the names others see.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { accept, type Result } from '../../platform/result.ts'
import type { OwnAccount } from './sign-in.schema.ts'
import type { StaffRole } from './staff-role.ts'

export async function readOwnAccount(ctx: Ctx): Promise<Result<Static<typeof OwnAccount>, never>> {
  return accept({ account: await readAccount(ctx.db.read, ctx.actor.id) })
}

export async function readAccount(db: Queryable, accountId: string): Promise<Static<typeof OwnAccount>['account']> {
  const row = await db
    .selectFrom('staff.account as account')
    .innerJoin('staff.organisation as organisation', 'organisation.organisation_id', 'account.organisation_id')
    .select(['account_id', 'username', 'display_name', 'roles', 'organisation.name as organisation_name', 'must_change_password'])
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow()
  return {
    accountId: row.account_id,
    username: row.username,
    displayName: row.display_name,
    roles: row.roles as StaffRole[],
    organisationName: row.organisation_name,
    mustChangePassword: row.must_change_password,
  }
}

/** Display names of these accounts, for showing who did something. */
export async function readStaffNames(db: Queryable, accountIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (accountIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('staff.account')
    .select(['account_id', 'display_name'])
    .where('account_id', 'in', [...new Set(accountIds)])
    .execute()
  return new Map(rows.map((row) => [row.account_id, row.display_name]))
}
