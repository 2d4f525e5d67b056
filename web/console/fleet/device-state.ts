/** How a sampling device is, told by when it was heard and what it still holds. Pure. */
import type { FleetDevice } from './fleet.query.ts'

/** In the order in which somebody should look. */
export const deviceStates = ['silent', 'gaps', 'lagging', 'clock', 'well', 'never', 'revoked'] as const
export type DeviceState = (typeof deviceStates)[number]

/** As the reconciliation has it. Desks without a network are silent too: that is no fault, but somebody should know. */
const silentAfterMs = 30 * 60_000
const clockToleranceMs = 2 * 60_000

export function deviceStateOf(device: FleetDevice, nowMs: number): DeviceState {
  if (device.revokedAt !== null) return 'revoked'
  if (device.lastContactAt === null) return 'never'
  if (nowMs - Date.parse(device.lastContactAt) > silentAfterMs) return 'silent'
  if (device.gaps.length > 0) return 'gaps'
  if ((device.queued ?? 0) > 0) return 'lagging'
  return Math.abs(device.clockOffsetMs ?? 0) > clockToleranceMs ? 'clock' : 'well'
}

/** Records missing in between: the device made them and the server has not seen them. */
export function missingRecords(device: Pick<FleetDevice, 'gaps'>): number {
  return device.gaps.reduce((sum, [from, to]) => sum + to - from + 1, 0)
}

/** Silent ones first, the longest silent of them first; a device that holds more before one that holds less. */
export function byUrgency(nowMs: number): (a: FleetDevice, b: FleetDevice) => number {
  const rank = (device: FleetDevice): number => deviceStates.indexOf(deviceStateOf(device, nowMs))
  return (a, b) =>
    rank(a) - rank(b) ||
    (b.queued ?? 0) - (a.queued ?? 0) ||
    (a.lastContactAt ?? '').localeCompare(b.lastContactAt ?? '') ||
    a.label.localeCompare(b.label)
}
