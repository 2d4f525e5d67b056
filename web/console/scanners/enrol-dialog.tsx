/** Creates an enrolment code and shows it, as text and QR, until it is used or has run out. */
import { Button, Checkbox, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { sitesQuery, venuesQuery } from '../places/places.query.ts'
import { FailureState } from '../ui/states.tsx'
import { useFaultFocus } from '../ui/use-fault-focus.ts'
import { useTexts } from '../words/use-texts.ts'
import { EnrolmentCode } from './enrolment-code.tsx'
import { type EnrolmentFaults, enrolmentFaults } from './enrolment-entry.ts'
import { scannerTexts } from './scanner-texts.ts'
import { type NewEnrolment, purposes, useEnrol } from './scanners.query.ts'

const sayings = {
  'staff.site_not_found': scannerTexts.siteGone,
  'staff.venue_not_found': scannerTexts.venueGone,
  'staff.sampler_without_site': scannerTexts.siteMissing,
}
const blank: NewEnrolment = { label: '', purposes: ['guard'], siteId: null, venueId: null }

export function EnrolDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const say = useTexts(scannerTexts)
  const enrol = useEnrol()
  const finish = (): void => {
    enrol.reset()
    onClose()
  }
  return (
    <Modal opened={opened} onClose={finish} title={say(enrol.isSuccess ? 'codeTitle' : 'enrol')} closeOnClickOutside={!enrol.isSuccess}>
      {enrol.isSuccess ? <EnrolmentCode enrolment={enrol.data} onClose={finish} /> : <EnrolForm enrol={enrol} onCancel={finish} />}
    </Modal>
  )
}

function EnrolForm({ enrol, onCancel }: { enrol: ReturnType<typeof useEnrol>; onCancel: () => void }) {
  const say = useTexts(scannerTexts)
  const [entry, setEntry] = useState(blank)
  const [faults, setFaults] = useState<EnrolmentFaults>({})
  const form = useFaultFocus(faults)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const found = enrolmentFaults(entry)
    setFaults(found)
    if (Object.keys(found).length === 0) enrol.mutate({ ...entry, label: entry.label.trim() })
  }
  const fault = (field: keyof EnrolmentFaults): string | null => (faults[field] === undefined ? null : say(faults[field]))
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack gap="md">
        {enrol.isError ? <FailureState error={enrol.error} sayings={sayings} /> : null}
        <TextInput
          data-autofocus
          label={say('label')}
          placeholder={say('labelHint')}
          maxLength={100}
          value={entry.label}
          onChange={(event) => setEntry({ ...entry, label: event.currentTarget.value })}
          error={fault('label')}
        />
        <Checkbox.Group
          label={say('purposes')}
          value={[...entry.purposes]}
          onChange={(chosen) => setEntry({ ...entry, purposes: purposes.filter((purpose) => chosen.includes(purpose)) })}
          error={fault('purposes')}
        >
          <Group gap="lg" mt={6}>
            {purposes.map((purpose) => (
              <Checkbox key={purpose} value={purpose} label={say(purpose)} />
            ))}
          </Group>
        </Checkbox.Group>
        <PlaceFields entry={entry} onEdit={setEntry} siteFault={fault('siteId')} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            {say('cancel')}
          </Button>
          <Button type="submit" loading={enrol.isPending}>
            {say('create')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

type PlaceFieldsProps = { entry: NewEnrolment; onEdit: (entry: NewEnrolment) => void; siteFault: string | null }

function PlaceFields({ entry, onEdit, siteFault }: PlaceFieldsProps) {
  const say = useTexts(scannerTexts)
  const sites = useQuery(sitesQuery)
  const venues = useQuery(venuesQuery)
  const failed = [sites, venues].find((query) => query.isError)
  return (
    <>
      {failed === undefined ? null : <FailureState error={failed.error} onRetry={() => void failed.refetch()} />}
      {entry.purposes.includes('guard') ? (
        <Select
          label={say('venue')}
          placeholder={say('none')}
          searchable
          clearable
          data={(venues.data ?? []).map(({ venueId: value, name: label }) => ({ value, label }))}
          value={entry.venueId}
          onChange={(venueId) => onEdit({ ...entry, venueId })}
        />
      ) : null}
      {entry.purposes.includes('sampler') ? (
        <Select
          label={say('site')}
          placeholder={say('none')}
          searchable
          clearable
          data={(sites.data ?? []).map(({ siteId: value, name: label }) => ({ value, label }))}
          value={entry.siteId}
          onChange={(siteId) => onEdit({ ...entry, siteId })}
          error={siteFault}
        />
      ) : null}
    </>
  )
}
