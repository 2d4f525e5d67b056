/** The fleet of sampling devices, those that want a look first; for administrators also the records that were refused. */
import { Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAccount } from '../app/session-gate.tsx'
import { Freshness } from '../ui/freshness.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { StateChoice } from '../ui/state-choice.tsx'
import { EmptyState } from '../ui/states.tsx'
import { useNow } from '../ui/use-now.ts'
import { useTexts } from '../words/use-texts.ts'
import { byUrgency, deviceStateOf } from './device-state.ts'
import { DeviceTable } from './device-table.tsx'
import { type FleetDevice, fleetQuery } from './fleet.query.ts'
import { fleetTexts } from './fleet-texts.ts'
import { RefusedRecords } from './refused-records.tsx'

const views = ['devices', 'refused'] as const

export function FleetPage() {
  const say = useTexts(fleetTexts)
  const { roles } = useAccount()
  const fleet = useQuery(fleetQuery)
  const [view, setView] = useState<(typeof views)[number]>('devices')
  return (
    <Page title={say('title')} lead={say('lead')} aside={view === 'devices' ? <Freshness query={fleet} /> : null}>
      {roles.includes('administrator') ? (
        <StateChoice label={say('views')} states={views} word={say} value={view} onChange={setView} />
      ) : null}
      {view === 'refused' ? (
        <RefusedRecords />
      ) : (
        <Loaded query={fleet}>
          {(devices) =>
            devices.length === 0 ? <EmptyState title={say('empty')}>{say('emptyNext')}</EmptyState> : <Fleet devices={devices} />
          }
        </Loaded>
      )}
    </Page>
  )
}

function Fleet({ devices }: { devices: readonly FleetDevice[] }) {
  const say = useTexts(fleetTexts)
  const nowMs = useNow(15_000)
  const [typed, setTyped] = useState('')
  const wanted = typed.trim().toLowerCase()
  const shown = devices.filter((device) => `${device.label} ${device.siteName ?? ''}`.toLowerCase().includes(wanted)).sort(byUrgency(nowMs))
  const troubled = devices.filter((device) => ['silent', 'gaps'].includes(deviceStateOf(device, nowMs))).length
  return (
    <Stack gap="md">
      {troubled === 0 ? (
        <Notice tone="good" title={say('allWell')} />
      ) : (
        <Notice tone="warning" title={say('attention', { count: troubled })}>
          {say('attentionWhat')}
        </Notice>
      )}
      <TextInput
        aria-label={say('filter')}
        placeholder={say('filter')}
        maw={360}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {shown.length === 0 ? <EmptyState title={say('noMatch')} /> : <DeviceTable devices={shown} nowMs={nowMs} />}
    </Stack>
  )
}
