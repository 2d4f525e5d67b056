/**
 * What may be done to an account. Pure: the caller locks the rows and passes the facts in.
 */
import { accept, type Result, refuse } from '../../platform/result.ts'
import type { StaffRole } from './staff-role.ts'

export interface AccountFacts {
  readonly accountId: string
  readonly roles: readonly StaffRole[]
  readonly disabled: boolean
}

export type AccountRefusal =
  | { readonly code: 'staff.account_not_found' }
  | { readonly code: 'staff.last_administrator' }
  | { readonly code: 'staff.own_roles' }

/** Whether the account may be disabled; somebody must be left to administer. */
export function decideDisable(account: AccountFacts | undefined, administrators: readonly string[]): Result<undefined, AccountRefusal> {
  if (account === undefined) return refuse({ code: 'staff.account_not_found' })
  return leavesAnAdministrator(account, administrators) ? accept(undefined) : refuse({ code: 'staff.last_administrator' })
}

/** Whether `actorId` may give the account these roles; nobody does it for themselves, so that taking power needs two. */
export function decideRoles(
  account: AccountFacts | undefined,
  roles: readonly StaffRole[],
  actorId: string,
  administrators: readonly string[],
): Result<undefined, AccountRefusal> {
  if (account === undefined) return refuse({ code: 'staff.account_not_found' })
  if (account.accountId === actorId) return refuse({ code: 'staff.own_roles' })
  const stays = roles.includes('administrator') || leavesAnAdministrator(account, administrators)
  return stays ? accept(undefined) : refuse({ code: 'staff.last_administrator' })
}

function leavesAnAdministrator(account: AccountFacts, administrators: readonly string[]): boolean {
  return administrators.some((one) => one !== account.accountId) || !administrators.includes(account.accountId)
}
