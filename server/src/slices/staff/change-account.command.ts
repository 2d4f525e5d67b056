/**
 * What an administrator does to an account: disable it, give it a new one-time password, change its roles. Its sessions end at once.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { audited } from '../audit/index.ts'
import type { AccountId, ChangeRoles, PasswordReset } from './account.schema.ts'
import { type AccountFacts, type AccountRefusal, decideDisable, decideRoles } from './account.ts'
import { oneTimePassword, type Passwords } from './password.ts'
import type { StaffRole } from './staff-role.ts'

export async function disableAccount(ctx: Ctx, { accountId }: Static<typeof AccountId>): Promise<Result<undefined, AccountRefusal>> {
  return audited(ctx, { action: 'staff.disable_account', subject: accountId }, async (tx) => {
    const { account, administrators } = await lockAccounts(tx, accountId)
    const decision = decideDisable(account, administrators)
    if (!decision.ok) return decision
    if (account?.disabled === false) await change(tx, accountId, { disabled_at: ctx.clock.now() })
    return accept(undefined)
  })
}

export async function changeRoles(ctx: Ctx, input: Static<typeof ChangeRoles>): Promise<Result<undefined, AccountRefusal>> {
  const { accountId, roles } = input
  return audited(ctx, { action: 'staff.change_roles', subject: accountId, detail: { roles } }, async (tx) => {
    const { account, administrators } = await lockAccounts(tx, accountId)
    const decision = decideRoles(account, roles, ctx.actor.id, administrators)
    if (!decision.ok) return decision
    await change(tx, accountId, { roles })
    return accept(undefined)
  })
}

export function resetPassword(passwords: Passwords) {
  return async (
    ctx: Ctx,
    { accountId }: Static<typeof AccountId>,
  ): Promise<Result<Static<typeof PasswordReset>, { code: 'staff.account_not_found' }>> => {
    const password = oneTimePassword(ctx.ids.typed)
    const passwordHash = await passwords.hash(password)
    return audited(ctx, { action: 'staff.reset_password', subject: accountId }, async (tx) => {
      const changed = await change(tx, accountId, { password_hash: passwordHash, must_change_password: true })
      return changed ? accept({ oneTimePassword: password }) : refuse({ code: 'staff.account_not_found' })
    })
  }
}

/** Locks the account and every active administrator, in one order, so that two administrators cannot disable each other at once. */
async function lockAccounts(tx: Tx, accountId: string): Promise<{ account: AccountFacts | undefined; administrators: readonly string[] }> {
  const rows = await tx
    .selectFrom('staff.account')
    .select(['account_id', 'roles', 'disabled_at'])
    .where((where) => where.or([where('account_id', '=', accountId), where('roles', '@>', where.val<string[]>(['administrator']))]))
    .orderBy('account_id')
    .forUpdate()
    .execute()
  const accounts = rows.map((row) => ({ accountId: row.account_id, roles: row.roles as StaffRole[], disabled: row.disabled_at !== null }))
  return {
    account: accounts.find((one) => one.accountId === accountId),
    administrators: accounts.filter((one) => !one.disabled && one.roles.includes('administrator')).map((one) => one.accountId),
  }
}

interface Change {
  readonly disabled_at?: Date
  readonly roles?: StaffRole[]
  readonly password_hash?: string
  readonly must_change_password?: boolean
}

async function change(tx: Tx, accountId: string, to: Change): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('staff.account').set(to).where('account_id', '=', accountId).executeTakeFirst()
  await tx.deleteFrom('staff.session').where('account_id', '=', accountId).execute()
  return numUpdatedRows === 1n
}
