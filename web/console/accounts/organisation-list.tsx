/** All organisations, and a line to add one. */
import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { EmptyState, FailureState } from '../ui/states.tsx'
import { useTexts } from '../words/use-texts.ts'
import { accountSayings } from './account-sayings.ts'
import { accountTexts } from './account-texts.ts'
import { type Organisation, organisationsQuery, useCreateOrganisation } from './accounts.query.ts'

export function OrganisationList() {
  const say = useTexts(accountTexts)
  const organisations = useQuery(organisationsQuery)
  const columns: Column<Organisation>[] = [
    { key: 'name', header: say('organisationName'), names: true, cell: (organisation) => organisation.name },
    { key: 'id', header: 'ID', cell: (organisation) => <code>{organisation.organisationId}</code> },
  ]
  return (
    <Stack gap="md">
      <NewOrganisation />
      <Loaded query={organisations}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState title={say('noOrganisations')} />
          ) : (
            <DataTable label={say('organisations')} columns={columns} rows={found} rowKey={(organisation) => organisation.organisationId} />
          )
        }
      </Loaded>
    </Stack>
  )
}

function NewOrganisation() {
  const say = useTexts(accountTexts)
  const create = useCreateOrganisation()
  const [name, setName] = useState('')
  const [missing, setMissing] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setMissing(name.trim() === '')
    if (name.trim() !== '') create.mutate(name.trim(), { onSuccess: () => setName('') })
  }
  return (
    <form onSubmit={submit} noValidate>
      {create.isError ? <FailureState error={create.error} sayings={accountSayings} /> : null}
      <Group align="flex-end" gap="xs">
        <TextInput
          label={say('newOrganisation')}
          maxLength={100}
          w={320}
          maw="100%"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={missing ? say('organisationNameMissing') : null}
        />
        <Button type="submit" variant="default" loading={create.isPending}>
          {say('create')}
        </Button>
      </Group>
    </form>
  )
}
