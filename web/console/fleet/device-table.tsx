/** Devices as a table. */
import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import { type Column, DataTable } from '../ui/data-table.tsx'
import type { IconName } from '../ui/icon.tsx'
import { StateMark, type StateTone } from '../ui/state-mark.tsx'
import { formatDuration, formatFigure } from '../words/format.ts'
import { useLocale, useTexts } from '../words/use-texts.ts'
import { type DeviceState, deviceStateOf, missingRecords } from './device-state.ts'
import type { FleetDevice } from './fleet.query.ts'
import { deviceStateTexts, fleetTexts } from './fleet-texts.ts'

const pageSize = 100
const signs: Record<DeviceState, readonly [StateTone, IconName]> = {
  silent: ['bad', 'warning'],
  gaps: ['bad', 'fork'],
  lagging: ['busy', 'upload'],
  clock: ['warning', 'clock'],
  well: ['good', 'check'],
  never: ['calm', 'plug'],
  revoked: ['calm', 'cross'],
}

export function DeviceTable({ devices, nowMs }: { devices: readonly FleetDevice[]; nowMs: number }) {
  const say = useTexts(fleetTexts)
  const [limit, setLimit] = useState(pageSize)
  const rest = devices.length - limit
  const columns: Column<FleetDevice>[] = [
    { key: 'label', header: say('label'), names: true, cell: (device) => device.label },
    { key: 'site', header: say('site'), cell: (device) => device.siteName ?? '–' },
    { key: 'state', header: say('state'), cell: (device) => <DeviceMark state={deviceStateOf(device, nowMs)} /> },
    { key: 'contact', header: say('lastContact'), cell: (device) => <LastContact device={device} nowMs={nowMs} /> },
    { key: 'queued', header: say('queued'), figures: true, cell: (device) => (device.queued === null ? '–' : formatFigure(device.queued)) },
    { key: 'received', header: say('received'), figures: true, cell: (device) => formatFigure(device.highest - missingRecords(device)) },
    { key: 'gaps', header: say('gaps'), figures: true, cell: (device) => <Gaps device={device} /> },
    { key: 'clock', header: say('clock'), figures: true, cell: (device) => <ClockOffset offsetMs={device.clockOffsetMs} /> },
    { key: 'conflicts', header: say('conflicts'), figures: true, cell: (device) => formatFigure(device.conflictsOpen) },
    { key: 'version', header: say('version'), cell: (device) => device.appVersion ?? '–' },
  ]
  return (
    <Stack gap="sm">
      <DataTable label={say('devices')} columns={columns} rows={devices.slice(0, limit)} rowKey={(device) => device.deviceId} />
      {rest > 0 ? (
        <Button variant="default" onClick={() => setLimit(limit + pageSize)} style={{ alignSelf: 'center' }}>
          {say('showMore', { count: Math.min(rest, pageSize) })}
        </Button>
      ) : null}
    </Stack>
  )
}

function DeviceMark({ state }: { state: DeviceState }) {
  const say = useTexts(deviceStateTexts)
  const [tone, icon] = signs[state]
  return <StateMark tone={tone} icon={icon} word={say(state)} />
}

function LastContact({ device, nowMs }: { device: FleetDevice; nowMs: number }) {
  const say = useTexts(fleetTexts)
  const locale = useLocale()
  if (device.lastContactAt === null) return <>{say('neverHeard')}</>
  return <>{say('ago', { age: formatDuration(nowMs - Date.parse(device.lastContactAt), locale) })}</>
}

/** How many are missing, and which: support asks for the numbers. */
function Gaps({ device }: { device: FleetDevice }) {
  const say = useTexts(fleetTexts)
  const list = device.gaps.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
  if (list === '') return <>0</>
  return <span title={say('gapList', { list })}>{formatFigure(missingRecords(device))}</span>
}

function ClockOffset({ offsetMs }: { offsetMs: number | null }) {
  const locale = useLocale()
  if (offsetMs === null) return <>–</>
  const sign = Math.abs(offsetMs) < 500 ? '' : offsetMs > 0 ? '+' : '−'
  return (
    <>
      {sign}
      {formatDuration(Math.abs(offsetMs), locale)}
    </>
  )
}
