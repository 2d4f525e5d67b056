// Goal: a device that may hold swabs nobody else knows of is never called well. Method: one device changed in one respect at a time.
import { describe, expect, it } from 'vitest'
import { byUrgency, deviceStateOf, missingRecords } from './device-state.ts'
import type { FleetDevice } from './fleet.query.ts'

const nowMs = Date.parse('2021-12-27T09:00:00.000Z')
const device: FleetDevice = {
  deviceId: 'd',
  label: 'Desk 1',
  siteId: 's',
  siteName: 'Site',
  lastContactAt: '2021-12-27T08:59:00.000Z',
  appVersion: '1.0',
  queued: 0,
  upTo: 10,
  highest: 10,
  gaps: [],
  clockOffsetMs: 500,
  conflictsOpen: 0,
  revokedAt: null,
}

describe('deviceStateOf', () => {
  it.each<[string, Partial<FleetDevice>]>([
    ['well', {}],
    ['well', { queued: null, clockOffsetMs: null }],
    ['lagging', { queued: 1 }],
    ['gaps', { gaps: [[4, 6]], queued: 5 }],
    ['clock', { clockOffsetMs: -120_001 }],
    ['silent', { lastContactAt: '2021-12-27T08:29:59.000Z', gaps: [[4, 6]] }],
    ['never', { lastContactAt: null }],
    ['revoked', { revokedAt: '2021-12-27T08:00:00.000Z', lastContactAt: '2021-12-26T08:00:00.000Z' }],
  ])('%s: %j', (state, changes) => {
    expect(deviceStateOf({ ...device, ...changes }, nowMs)).toBe(state)
  })
})

it('counts the records of every gap, both ends included', () => {
  expect(
    missingRecords({
      gaps: [
        [4, 6],
        [9, 9],
      ],
    }),
  ).toBe(4)
})

it('puts the silent and the lagging first', () => {
  const fleet = [
    { ...device, label: 'well' },
    { ...device, label: 'lagging', queued: 3 },
    { ...device, label: 'lagging more', queued: 30 },
    { ...device, label: 'silent', lastContactAt: '2021-12-27T07:00:00.000Z' },
    { ...device, label: 'revoked', revokedAt: '2021-12-27T07:00:00.000Z' },
  ]
  expect(fleet.sort(byUrgency(nowMs)).map(({ label }) => label)).toEqual(['silent', 'lagging more', 'lagging', 'well', 'revoked'])
})
