/**
 * Creates an account with a one-time password, shown once and stored only as a hash.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { audited } from '../audit/index.ts'
import type { AccountCreated, CreateAccount } from './account.schema.ts'
import { oneTimePassword, type Passwords } from './password.ts'

export type CreateAccountRefusal = { readonly code: 'staff.username_taken' } | { readonly code: 'staff.organisation_not_found' }

export function createAccount(passwords: Passwords) {
  return async (ctx: Ctx, input: Static<typeof CreateAccount>): Promise<Result<Static<typeof AccountCreated>, CreateAccountRefusal>> => {
    const accountId = ctx.ids.uuid()
    const password = oneTimePassword(ctx.ids.typed)
    const passwordHash = await passwords.hash(password)
    return audited(ctx, { action: 'staff.create_account', subject: accountId, detail: { roles: input.roles } }, async (tx) => {
      const organisation = await tx
        .selectFrom('staff.organisation')
        .select('organisation_id')
        .where('organisation_id', '=', input.organisationId)
        .executeTakeFirst()
      if (organisation === undefined) return refuse({ code: 'staff.organisation_not_found' })
      const inserted = await insertAccount(tx, ctx, { ...input, accountId, passwordHash })
      return inserted ? accept({ accountId, oneTimePassword: password }) : refuse({ code: 'staff.username_taken' })
    })
  }
}

/** False where the name is taken. */
export async function insertAccount(
  tx: Tx,
  ctx: Ctx,
  account: Static<typeof CreateAccount> & { readonly accountId: string; readonly passwordHash: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('staff.account')
    .values({
      account_id: account.accountId,
      username: account.username,
      display_name: account.displayName.trim(),
      organisation_id: account.organisationId,
      roles: account.roles,
      password_hash: account.passwordHash,
      must_change_password: true,
      created_at: ctx.clock.now(),
    })
    .onConflict((conflict) => conflict.column('username').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}
