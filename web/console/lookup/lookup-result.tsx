/** What an open look-up shows: the resident, masked; the colour; findings; evidence. Closes itself when the window is over. */
import { Button, Group, Paper, Text } from '@mantine/core'
import { useEffect } from 'react'
import { after, now } from '../../shared/clock.ts'
import { StreetName } from '../places/street-name.tsx'
import { Facts } from '../ui/facts.tsx'
import { Icon } from '../ui/icon.tsx'
import { Page } from '../ui/page.tsx'
import { FailureState, LoadingState } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { useTexts } from '../words/use-texts.ts'
import { type Lookup, useResidentStatus } from './lookup.query.ts'
import { lookupTexts, statusTexts } from './lookup-texts.ts'
import { PaperPassButton } from './paper-pass-button.tsx'
import { statusSayings } from './status-sayings.ts'
import { StatusView } from './status-view.tsx'
import { WindowLeft } from './window-left.tsx'

type LookupResultProps = { lookup: Lookup; purpose: string; onClose: (reason: 'finished' | 'window_over') => void }

export function LookupResult({ lookup, purpose, onClose }: LookupResultProps) {
  const say = useTexts(lookupTexts)
  useEffect(() => after(Math.max(0, Date.parse(lookup.expiresAt) - now()), () => onClose('window_over')), [lookup.expiresAt, onClose])
  const { resident } = lookup
  return (
    <Page
      title={resident.nameMasked}
      windowTitle={say('title')}
      takesFocus
      aside={<WindowLeft expiresAt={lookup.expiresAt} />}
      actions={
        <>
          <PaperPassButton lookup={lookup} />
          <Button onClick={() => onClose('finished')} leftSection={<Icon name="back" />}>
            {say('another')}
          </Button>
        </>
      }
    >
      <Paper p="md">
        <Facts
          facts={[
            [say('document'), resident.documentMasked],
            [say('phone'), resident.phoneMasked],
            [say('street'), resident.streetCode === null ? say('none') : <StreetName key="street" code={resident.streetCode} />],
            [say('registered'), <Time key="at" at={resident.registeredAt} />],
            [say('devices'), resident.devices],
            [say('members'), resident.members],
          ]}
        />
        <Group gap={6} mt="md" pt="sm" style={{ borderTop: '1px solid var(--mantine-color-gray-1)' }} wrap="nowrap" align="flex-start">
          <Text size="sm" c="dimmed">
            {say('purposeGiven')}
          </Text>
          <Text size="sm">{purpose}</Text>
        </Group>
      </Paper>
      <StatusPart lookup={lookup} />
    </Page>
  )
}

function StatusPart({ lookup }: { lookup: Lookup }) {
  const say = useTexts(statusTexts)
  const status = useResidentStatus(lookup)
  const readAgain = (
    <Button
      variant="default"
      size="xs"
      loading={status.isFetching}
      onClick={() => void status.refetch()}
      style={{ alignSelf: 'flex-start' }}
    >
      {say('renew')}
    </Button>
  )
  if (status.isError) {
    return (
      <>
        <FailureState error={status.error} sayings={statusSayings} />
        {readAgain}
      </>
    )
  }
  return status.data === undefined ? <LoadingState /> : <StatusView status={status.data} actions={readAgain} />
}
