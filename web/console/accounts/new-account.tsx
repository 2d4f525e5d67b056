/** Creates an account and shows its one-time password once. */
import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { FailureState } from '../ui/states.tsx'
import { useFaultFocus } from '../ui/use-fault-focus.ts'
import { useTexts } from '../words/use-texts.ts'
import { type AccountEntry, type AccountFaults, readAccount } from './account-entry.ts'
import { accountSayings } from './account-sayings.ts'
import { accountTexts } from './account-texts.ts'
import { organisationsQuery, useCreateAccount } from './accounts.query.ts'
import { OneTimePassword } from './one-time-password.tsx'
import { RoleChoice } from './role-choice.tsx'

const blank: AccountEntry = { displayName: '', username: '', organisationId: null, roles: [] }

export function NewAccount({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const say = useTexts(accountTexts)
  const create = useCreateAccount()
  const finish = (): void => {
    create.reset()
    onClose()
  }
  return (
    <>
      <Modal opened={opened && !create.isSuccess} onClose={finish} title={say('newAccount')} size="lg">
        <AccountForm create={create} onCancel={finish} />
      </Modal>
      <OneTimePassword password={create.data?.oneTimePassword} name={create.variables?.displayName ?? ''} onClose={finish} />
    </>
  )
}

function AccountForm({ create, onCancel }: { create: ReturnType<typeof useCreateAccount>; onCancel: () => void }) {
  const say = useTexts(accountTexts)
  const organisations = useQuery(organisationsQuery)
  const [entry, setEntry] = useState(blank)
  const [faults, setFaults] = useState<AccountFaults>({})
  const form = useFaultFocus(faults)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const read = readAccount(entry)
    setFaults(read.ok ? {} : read.faults)
    if (read.ok) create.mutate(read.account)
  }
  const fault = (field: keyof AccountEntry): string | null => (faults[field] === undefined ? null : say(faults[field]))
  return (
    <form ref={form} onSubmit={submit} noValidate autoComplete="off">
      <Stack gap="md">
        {create.isError ? <FailureState error={create.error} sayings={accountSayings} /> : null}
        {organisations.isError ? <FailureState error={organisations.error} onRetry={() => void organisations.refetch()} /> : null}
        <TextInput
          data-autofocus
          label={say('displayName')}
          maxLength={100}
          value={entry.displayName}
          onChange={(event) => setEntry({ ...entry, displayName: event.currentTarget.value })}
          error={fault('displayName')}
        />
        <TextInput
          label={say('username')}
          description={say('usernameHint')}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={32}
          value={entry.username}
          onChange={(event) => setEntry({ ...entry, username: event.currentTarget.value })}
          error={fault('username')}
        />
        <Select
          label={say('organisation')}
          placeholder={say('chooseOrganisation')}
          searchable
          data={(organisations.data ?? []).map(({ organisationId: value, name: label }) => ({ value, label }))}
          value={entry.organisationId}
          onChange={(organisationId) => setEntry({ ...entry, organisationId })}
          error={fault('organisationId')}
        />
        <RoleChoice value={entry.roles} onChange={(roles) => setEntry({ ...entry, roles })} error={fault('roles')} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            {say('cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {say('create')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
