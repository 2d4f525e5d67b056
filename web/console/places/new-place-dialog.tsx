/** Adds a site, a laboratory or a venue. */
import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { FailureState } from '../ui/states.tsx'
import { useFaultFocus } from '../ui/use-fault-focus.ts'
import { useTexts } from '../words/use-texts.ts'
import { streetChoices } from './divisions.ts'
import { type PlaceEntry, type PlaceFaults, readPlace } from './place-entry.ts'
import { placeTexts, venueTypeTexts } from './place-texts.ts'
import { divisionsQuery, type PlaceKind, useAddPlace } from './places.query.ts'

const blank: PlaceEntry = { name: '', streetCode: null, venueType: null }
const sayings = { 'places.name_taken': placeTexts.nameTaken, 'places.street_unknown': placeTexts.streetUnknown }

type NewPlaceProps = { kind: PlaceKind; title: string; opened: boolean; onClose: () => void }

export function NewPlaceDialog({ kind, title, opened, onClose }: NewPlaceProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <NewPlaceForm kind={kind} onClose={onClose} />
    </Modal>
  )
}

function NewPlaceForm({ kind, onClose }: { kind: PlaceKind; onClose: () => void }) {
  const say = useTexts(placeTexts)
  const add = useAddPlace(kind)
  const [entry, setEntry] = useState(blank)
  const [faults, setFaults] = useState<PlaceFaults>({})
  const form = useFaultFocus(faults)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const read = readPlace(kind, entry)
    setFaults(read.ok ? {} : read.faults)
    if (read.ok) add.mutate(read.place, { onSuccess: onClose })
  }
  const fault = (field: keyof PlaceEntry): string | null => (faults[field] === undefined ? null : say(faults[field]))
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack gap="md">
        {add.isError ? <FailureState error={add.error} sayings={sayings} /> : null}
        <TextInput
          data-autofocus
          label={say('name')}
          maxLength={100}
          value={entry.name}
          onChange={(event) => setEntry({ ...entry, name: event.currentTarget.value })}
          error={fault('name')}
        />
        {kind === 'venues' ? <TypeField entry={entry} onEdit={setEntry} fault={fault('venueType')} /> : null}
        {kind === 'laboratories' ? null : <StreetField entry={entry} onEdit={setEntry} fault={fault('streetCode')} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {say('cancel')}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {say('create')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

type FieldProps = { entry: PlaceEntry; onEdit: (entry: PlaceEntry) => void; fault: string | null }

function TypeField({ entry, onEdit, fault }: FieldProps) {
  const say = useTexts(placeTexts)
  const sayType = useTexts(venueTypeTexts)
  const types = Object.keys(venueTypeTexts) as (keyof typeof venueTypeTexts)[]
  return (
    <Select
      label={say('venueType')}
      placeholder={say('chooseType')}
      data={types.map((type) => ({ value: type, label: sayType(type) }))}
      value={entry.venueType}
      onChange={(venueType) => onEdit({ ...entry, venueType })}
      error={fault}
    />
  )
}

function StreetField({ entry, onEdit, fault }: FieldProps) {
  const say = useTexts(placeTexts)
  const divisions = useQuery(divisionsQuery)
  if (divisions.isError) return <FailureState error={divisions.error} onRetry={() => void divisions.refetch()} />
  return (
    <Select
      label={say('street')}
      placeholder={say('chooseStreet')}
      searchable
      data={streetChoices(divisions.data ?? [])}
      value={entry.streetCode}
      onChange={(streetCode) => onEdit({ ...entry, streetCode })}
      error={fault}
    />
  )
}
