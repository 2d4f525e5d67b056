/**
 * Who may manage accounts and organisations: administrators only.
 */
import { type Route, route } from '../../platform/http/route.ts'
import { NoInput } from '../../platform/http/wire.ts'
import {
  AccountCreated,
  AccountId,
  Accounts,
  ChangeRoles,
  CreateAccount,
  CreateOrganisation,
  OrganisationCreated,
  Organisations,
  PasswordReset,
} from './account.schema.ts'
import { listAccounts } from './accounts.query.ts'
import { changeRoles, disableAccount, resetPassword } from './change-account.command.ts'
import { createAccount } from './create-account.command.ts'
import { createOrganisation, listOrganisations } from './organisations.command.ts'
import type { Passwords } from './password.ts'

const policy = { access: ['staff:administrator'], load: 'sheddable_plus', deadlineMs: 5_000, bodyBytesMax: 2_048 } as const

export function accountRoutes(passwords: Passwords): readonly Route[] {
  return [
    route({
      ...policy,
      method: 'GET',
      path: '/v1/staff/accounts',
      summary: 'List all accounts.',
      input: NoInput,
      output: Accounts,
      refusals: {},
      handle: listAccounts,
    }),
    route({
      ...policy,
      method: 'POST',
      path: '/v1/staff/accounts',
      summary: 'Create an account; its one-time password is shown once.',
      input: CreateAccount,
      output: AccountCreated,
      refusals: { 'staff.username_taken': 409, 'staff.organisation_not_found': 422 },
      handle: createAccount(passwords),
    }),
    route({
      ...policy,
      method: 'POST',
      path: '/v1/staff/accounts/:accountId/disable',
      summary: 'Disable an account; its sessions end.',
      input: AccountId,
      output: 'empty',
      refusals: { 'staff.account_not_found': 404, 'staff.last_administrator': 409, 'staff.own_roles': 403 },
      handle: disableAccount,
    }),
    route({
      ...policy,
      method: 'POST',
      path: '/v1/staff/accounts/:accountId/password-reset',
      summary: 'Give an account a new one-time password; its sessions end.',
      input: AccountId,
      output: PasswordReset,
      refusals: { 'staff.account_not_found': 404 },
      handle: resetPassword(passwords),
    }),
    route({
      ...policy,
      method: 'POST',
      path: '/v1/staff/accounts/:accountId/roles',
      summary: 'Change the roles of another account; its sessions end.',
      input: ChangeRoles,
      output: 'empty',
      refusals: { 'staff.account_not_found': 404, 'staff.last_administrator': 409, 'staff.own_roles': 403 },
      handle: changeRoles,
    }),
    ...organisationRoutes,
  ]
}

const organisationRoutes: readonly Route[] = [
  route({
    ...policy,
    method: 'GET',
    path: '/v1/staff/organisations',
    summary: 'List all organisations.',
    input: NoInput,
    output: Organisations,
    refusals: {},
    handle: listOrganisations,
  }),
  route({
    ...policy,
    method: 'POST',
    path: '/v1/staff/organisations',
    summary: 'Add an organisation.',
    input: CreateOrganisation,
    output: OrganisationCreated,
    refusals: { 'staff.organisation_name_taken': 409 },
    handle: createOrganisation,
  }),
]
