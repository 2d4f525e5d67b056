/** Scanner devices: which there are, enrolling and revoking them. */
import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { sitesQuery, venuesQuery } from '../places/places.query.ts'
import { Age } from '../ui/age.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Icon } from '../ui/icon.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { EmptyState, FailureState } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { useTexts } from '../words/use-texts.ts'
import { EnrolDialog } from './enrol-dialog.tsx'
import { scannerTexts } from './scanner-texts.ts'
import { type Scanner, scannersQuery, useRevoke } from './scanners.query.ts'

export function ScannersPage() {
  const say = useTexts(scannerTexts)
  const scanners = useQuery(scannersQuery)
  const [enrolling, enrol] = useDisclosure(false)
  const action = (
    <Button leftSection={<Icon name="plus" />} onClick={enrol.open}>
      {say('enrol')}
    </Button>
  )
  return (
    <Page title={say('title')} lead={say('lead')} actions={action}>
      <Loaded query={scanners}>
        {(found) =>
          found.length === 0 ? <EmptyState title={say('empty')}>{say('emptyNext')}</EmptyState> : <ScannerTable scanners={found} />
        }
      </Loaded>
      <EnrolDialog opened={enrolling} onClose={enrol.close} />
    </Page>
  )
}

function ScannerTable({ scanners }: { scanners: readonly Scanner[] }) {
  const say = useTexts(scannerTexts)
  const columns: Column<Scanner>[] = [
    { key: 'label', header: say('label'), names: true, cell: (scanner) => scanner.label },
    { key: 'purposes', header: say('purposes'), cell: (scanner) => scanner.purposes.map((purpose) => say(purpose)).join(' · ') },
    { key: 'place', header: say('place'), cell: (scanner) => <PlaceName scanner={scanner} /> },
    { key: 'enrolled', header: say('enrolled'), cell: (scanner) => <Time at={scanner.enrolledAt} /> },
    {
      key: 'seen',
      header: say('lastSeen'),
      cell: (scanner) => <Age at={scanner.lastSeenAt} />,
    },
    {
      key: 'state',
      header: say('state'),
      cell: (scanner) => say(scanner.revokedAt === null ? 'active' : 'revoked'),
    },
    {
      key: 'actions',
      header: say('actions'),
      actions: true,
      cell: (scanner) => (scanner.revokedAt === null ? <RevokeButton scanner={scanner} /> : null),
    },
  ]
  return <DataTable label={say('devices')} columns={columns} rows={scanners} rowKey={(scanner) => scanner.scannerId} />
}

function PlaceName({ scanner }: { scanner: Scanner }) {
  const sites = useQuery(sitesQuery).data ?? []
  const venues = useQuery(venuesQuery).data ?? []
  const names = [
    venues.find((venue) => venue.venueId === scanner.venueId)?.name,
    sites.find((site) => site.siteId === scanner.siteId)?.name,
  ].filter((name) => name !== undefined)
  return <>{names.length === 0 ? '–' : names.join(' · ')}</>
}

function RevokeButton({ scanner }: { scanner: Scanner }) {
  const say = useTexts(scannerTexts)
  const [asked, ask] = useDisclosure(false)
  const revoke = useRevoke(scanner.scannerId)
  return (
    <>
      <Button size="compact-sm" variant="default" aria-label={`${say('revoke')}: ${scanner.label}`} onClick={ask.open}>
        {say('revoke')}
      </Button>
      <ConfirmDialog
        opened={asked}
        title={say('revokeAsk', { label: scanner.label })}
        what={say('revokeWhat')}
        action={say('revoke')}
        busy={revoke.isPending}
        failure={revoke.isError ? <FailureState error={revoke.error} /> : null}
        onConfirm={() => revoke.mutate(undefined, { onSuccess: ask.close })}
        onClose={ask.close}
      />
    </>
  )
}
