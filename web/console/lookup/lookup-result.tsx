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
import { lookupTexts } from './lookup-texts.ts'
import { PaperPassButton } from './paper-pass-button.tsx'
import { StatusView } from './status-view.tsx'
import { WindowLeft } from './window-left.tsx'

type LookupResultProps = { lookup: Lookup; purpose: string; onClose: (reason: 'finished' | 'window_over') => void }

export function LookupResult({ lookup, purpose, onClose }: LookupResultProps) {
  const say = useTexts(lookupTexts)
  const status = useResidentStatus(lookup)
  useEffect(() => after(Math.max(0, Date.parse(lookup.expiresAt) - now()), () => onClose('window_over')), [lookup.expiresAt, onClose])
  const { resident } = lookup
  return (
    <Page
      title={resident.nameMasked}
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
      {status.data === undefined ? (
        status.isError ? (
          <FailureState error={status.error} onRetry={() => void status.refetch()} />
        ) : (
          <LoadingState />
        )
      ) : (
        <StatusView status={status.data} />
      )}
    </Page>
  )
}
