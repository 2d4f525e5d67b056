/**
 * The wire of signing in, and of the account as its owner sees it.
 */
import { Type } from 'typebox'
import { Uuid } from '../../platform/http/wire.ts'
import { passwordLengthMax, passwordLengthMin } from './password.ts'
import { StaffRoles } from './staff-role.ts'

export const SignIn = Type.Object({
  username: Type.String({ minLength: 1, maxLength: 64 }),
  password: Type.String({ minLength: 1, maxLength: passwordLengthMax }),
})

export const OwnAccount = Type.Object({
  account: Type.Object({
    accountId: Uuid,
    username: Type.String(),
    displayName: Type.String(),
    roles: StaffRoles,
    organisationName: Type.String(),
    mustChangePassword: Type.Boolean(),
  }),
})

export const ChangePassword = Type.Object({
  currentPassword: Type.String({ minLength: 1, maxLength: passwordLengthMax }),
  newPassword: Type.String({ minLength: passwordLengthMin, maxLength: passwordLengthMax }),
})
