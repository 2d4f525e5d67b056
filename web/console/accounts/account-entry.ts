/** What the form for a new account asks of an entry before the server is asked; filtering the list. Pure. */
import type { Role } from '../app/roles.ts'
import type { accountTexts } from './account-texts.ts'
import type { ListedAccount, NewAccount } from './accounts.query.ts'

export type AccountEntry = {
  readonly displayName: string
  readonly username: string
  readonly organisationId: string | null
  readonly roles: readonly Role[]
}
export type AccountFaults = Partial<Record<keyof AccountEntry, keyof typeof accountTexts>>

/** The account to create, or the fault of each field as the key of its words. */
export function readAccount(entry: AccountEntry): { ok: true; account: NewAccount } | { ok: false; faults: AccountFaults } {
  const { organisationId, roles } = entry
  const displayName = entry.displayName.trim()
  const username = entry.username.trim()
  const faults: AccountFaults = {}
  if (displayName === '') faults.displayName = 'nameMissing'
  if (!/^[a-z][a-z0-9._-]{2,31}$/.test(username)) faults.username = 'usernameWrong'
  if (organisationId === null) faults.organisationId = 'organisationMissing'
  if (roles.length === 0) faults.roles = 'rolesMissing'
  if (organisationId === null || Object.keys(faults).length > 0) return { ok: false, faults }
  return { ok: true, account: { displayName, username, organisationId, roles } }
}

/** The accounts whose name, user name or organisation contains what was typed. */
export function matchingAccounts(accounts: readonly ListedAccount[], typed: string): readonly ListedAccount[] {
  const wanted = typed.trim().toLowerCase()
  if (wanted === '') return accounts
  return accounts.filter((account) =>
    [account.displayName, account.username, account.organisationName].some((field) => field.toLowerCase().includes(wanted)),
  )
}
