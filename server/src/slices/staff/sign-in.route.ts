/**
 * Who may sign in, out, and change their password, and how often.
 */
import { type Route, route } from '../../platform/http/route.ts'
import { NoInput } from '../../platform/http/wire.ts'
import { changePassword } from './change-password.command.ts'
import { readOwnAccount } from './own-account.query.ts'
import type { Passwords } from './password.ts'
import { signIn, signOut } from './sign-in.command.ts'
import { ChangePassword, OwnAccount, SignIn } from './sign-in.schema.ts'
import { pendingGrant } from './staff-role.ts'

const access = ['staff', pendingGrant]

export function signInRoutes(passwords: Passwords): readonly Route[] {
  return [
    route({
      method: 'POST',
      path: '/v1/staff/sessions',
      summary: 'Sign in to the console.',
      access: ['anyone'],
      load: 'critical',
      rungMax: 5, // who ordered a rung must be able to come and end it
      deadlineMs: 5_000,
      bodyBytesMax: 1_024,
      ratePerMinute: 30, // a hash costs 32 MiB and most of a tenth of a second
      input: SignIn,
      output: OwnAccount,
      refusals: { 'staff.sign_in_failed': 401, 'staff.locked_out': 429, 'staff.cross_site': 403 },
      handle: signIn(passwords),
    }),
    route({
      method: 'DELETE',
      path: '/v1/staff/sessions/current',
      summary: 'Sign out.',
      access,
      load: 'critical',
      rungMax: 5,
      deadlineMs: 2_000,
      input: NoInput,
      output: 'empty',
      refusals: {},
      handle: signOut,
    }),
    route({
      method: 'GET',
      path: '/v1/staff/me',
      summary: 'The account of whoever is signed in.',
      access,
      load: 'critical',
      rungMax: 5,
      deadlineMs: 2_000,
      input: NoInput,
      output: OwnAccount,
      refusals: {},
      handle: readOwnAccount,
    }),
    route({
      method: 'POST',
      path: '/v1/staff/me/password',
      summary: 'Change the own password; other sessions end.',
      access,
      load: 'critical',
      rungMax: 5, // with a one-time password nothing else can be done
      deadlineMs: 5_000,
      bodyBytesMax: 1_024,
      ratePerMinute: 10,
      input: ChangePassword,
      output: 'empty',
      refusals: { 'staff.password_wrong': 422, 'staff.password_unchanged': 422, 'staff.password_weak': 422 },
      handle: changePassword(passwords),
    }),
  ]
}
