/** All accounts, with a filter that works on what is loaded. */
import { Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { roleTexts } from '../app/roles.ts'
import { useAccount } from '../app/session-gate.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { EmptyState } from '../ui/states.tsx'
import { useTexts } from '../words/use-texts.ts'
import { AccountActions } from './account-actions.tsx'
import { matchingAccounts } from './account-entry.ts'
import { accountTexts } from './account-texts.ts'
import { accountsQuery, type ListedAccount } from './accounts.query.ts'

export function AccountList() {
  return <Loaded query={useQuery(accountsQuery)}>{(accounts) => <FilteredAccounts accounts={accounts} />}</Loaded>
}

function FilteredAccounts({ accounts }: { accounts: readonly ListedAccount[] }) {
  const say = useTexts(accountTexts)
  const [typed, setTyped] = useState('')
  const shown = matchingAccounts(accounts, typed)
  return (
    <Stack gap="sm">
      <TextInput
        aria-label={say('filter')}
        placeholder={say('filter')}
        maw={360}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {shown.length === 0 ? <EmptyState title={say('noMatch')} /> : <AccountTable accounts={shown} />}
    </Stack>
  )
}

function AccountTable({ accounts }: { accounts: readonly ListedAccount[] }) {
  const say = useTexts(accountTexts)
  const sayRole = useTexts(roleTexts)
  const ownId = useAccount().accountId
  const stateOf = (account: ListedAccount): string => {
    if (account.disabledAt !== null) return say('disabled')
    return say(account.mustChangePassword ? 'pending' : 'active')
  }
  const columns: Column<ListedAccount>[] = [
    {
      key: 'name',
      header: say('displayName'),
      names: true,
      cell: (account) => (
        <>
          {account.displayName}
          {account.accountId === ownId ? ` (${say('you')})` : null}
        </>
      ),
    },
    { key: 'username', header: say('username'), cell: (account) => <code>{account.username}</code> },
    { key: 'organisation', header: say('organisation'), cell: (account) => account.organisationName },
    { key: 'roles', header: say('roles'), cell: (account) => account.roles.map((role) => sayRole(role)).join(' · ') },
    {
      key: 'state',
      header: say('state'),
      cell: stateOf,
    },
    {
      key: 'actions',
      header: say('actions'),
      actions: true,
      cell: (account) => <AccountActions account={account} own={account.accountId === ownId} />,
    },
  ]
  return <DataTable label={say('accounts')} columns={columns} rows={accounts} rowKey={(account) => account.accountId} />
}
