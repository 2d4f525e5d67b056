/**
 * Somebody changes their own password; their other sessions end.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { audited } from '../audit/index.ts'
import { checkNewPassword, type PasswordRefusal, type Passwords } from './password.ts'
import type { ChangePassword } from './sign-in.schema.ts'
import { assertStaff } from './staff-role.ts'

export type ChangePasswordRefusal = PasswordRefusal | { readonly code: 'staff.password_wrong' }

export function changePassword(passwords: Passwords) {
  return async (ctx: Ctx, input: Static<typeof ChangePassword>): Promise<Result<undefined, ChangePasswordRefusal>> => {
    const actor = assertStaff(ctx.actor)
    const account = await ctx.db.read
      .selectFrom('staff.account')
      .select(['username', 'password_hash'])
      .where('account_id', '=', actor.id)
      .executeTakeFirstOrThrow()
    const right = await passwords.verify(input.currentPassword, account.password_hash)
    const checked = checkNewPassword(input.newPassword, account.username, input.currentPassword)
    const passwordHash = right && checked.ok ? await passwords.hash(input.newPassword) : ''
    return audited(ctx, { action: 'staff.change_password', subject: actor.id }, async (tx) => {
      if (!right) return refuse({ code: 'staff.password_wrong' })
      if (!checked.ok) return checked
      const changed = await tx
        .updateTable('staff.account')
        .set({ password_hash: passwordHash, must_change_password: false })
        .where('account_id', '=', actor.id)
        .where('password_hash', '=', account.password_hash) // reset by an administrator meanwhile: that one counts
        .executeTakeFirst()
      if (changed.numUpdatedRows === 0n) return refuse({ code: 'staff.password_wrong' })
      await tx.deleteFrom('staff.session').where('account_id', '=', actor.id).where('token_hash', '<>', actor.sessionHash).execute()
      return accept(undefined)
    })
  }
}
