/**
 * The wire of managing accounts and organisations.
 */
import { Type } from 'typebox'
import { IsoTime, Nullable, Uuid } from '../../platform/http/wire.ts'
import { StaffRoles } from './staff-role.ts'

const Name = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' })

export const CreateOrganisation = Type.Object({ name: Name })
export const OrganisationCreated = Type.Object({ organisationId: Uuid })
export const Organisations = Type.Object({ organisations: Type.Array(Type.Object({ organisationId: Uuid, name: Type.String() })) })

export const CreateAccount = Type.Object({
  username: Type.String({ pattern: '^[a-z][a-z0-9._-]{2,31}$', maxLength: 32 }),
  displayName: Name,
  roles: StaffRoles,
  organisationId: Uuid,
})
export const AccountCreated = Type.Object({ accountId: Uuid, oneTimePassword: Type.String() })
export const PasswordReset = Type.Object({ oneTimePassword: Type.String() })
export const AccountId = Type.Object({ accountId: Uuid })
export const ChangeRoles = Type.Object({ accountId: Uuid, roles: StaffRoles })

export const Accounts = Type.Object({
  accounts: Type.Array(
    Type.Object({
      accountId: Uuid,
      username: Type.String(),
      displayName: Type.String(),
      roles: StaffRoles,
      organisationId: Uuid,
      organisationName: Type.String(),
      mustChangePassword: Type.Boolean(),
      createdAt: IsoTime,
      disabledAt: Nullable(IsoTime),
    }),
  ),
})
