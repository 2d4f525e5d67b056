// Goal: only an account the server would take is sent; the filter finds by any of the shown names. Method: one fault at a time.
import { describe, expect, it } from 'vitest'
import { type AccountEntry, matchingAccounts, readAccount } from './account-entry.ts'
import type { ListedAccount } from './accounts.query.ts'

const entry: AccountEntry = { displayName: '李娜', username: 'li.na', organisationId: 'o', roles: ['laboratory'] }

describe('readAccount', () => {
  it('gives the account without the blanks around its names', () => {
    expect(readAccount({ ...entry, displayName: ' 李娜 ', username: 'li.na ' })).toEqual({ ok: true, account: entry })
  })

  it.each<[Partial<AccountEntry>, object]>([
    [{ displayName: ' ' }, { displayName: 'nameMissing' }],
    [{ username: 'Li.Na' }, { username: 'usernameWrong' }],
    [{ username: 'ab' }, { username: 'usernameWrong' }],
    [{ organisationId: null }, { organisationId: 'organisationMissing' }],
    [{ roles: [] }, { roles: 'rolesMissing' }],
  ])('%j is sent back', (changes, faults) => {
    expect(readAccount({ ...entry, ...changes })).toEqual({ ok: false, faults })
  })
})

describe('matchingAccounts', () => {
  const account = (displayName: string, organisationName: string) => ({ displayName, username: 'x', organisationName }) as ListedAccount
  const all = [account('李娜', 'First Laboratory'), account('孙伟', '社区')]

  it.each([
    ['', 2],
    ['李', 1],
    [' laboratory ', 1],
    ['z', 0],
  ])('"%s" finds %i', (typed, found) => {
    expect(matchingAccounts(all, typed)).toHaveLength(found)
  })
})
