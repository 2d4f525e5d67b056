/**
 * How wrong a device's clock is, told by when it says it sent and when the batch arrived. Pure.
 */

import { aboutDevice, type ConflictFound } from './conflict.ts'
import type { Arrived } from './journal-record.ts'
import { timeOf } from './journal-record.ts'
import { ageMsMax } from './sampling-time.ts'

/** Beyond this a clock is wrong; below, it is the way through the network. */
const offsetMsMax = 2 * 60_000

export interface BatchClock {
  readonly offsetMs: number
  /** To be added to every time of the batch; null where the clock was right. */
  readonly correctionMs: number | null
}

export function batchClock(sentAt: string, receivedAt: Date): BatchClock {
  const offsetMs = receivedAt.getTime() - Date.parse(sentAt)
  return { offsetMs, correctionMs: Math.abs(offsetMs) > offsetMsMax ? offsetMs : null }
}

/** Told once for each device and day: of a clock that is wrong now, or was when it wrote a record of long ago. */
export function clockConflicts(
  device: { readonly id: string; readonly siteId: string | null },
  clock: BatchClock,
  arrived: readonly Arrived[],
  now: Date,
): ConflictFound[] {
  const tooOld = arrived.some((one) => timeOf(one, now).getTime() < now.getTime() - ageMsMax)
  if (clock.correctionMs === null && !tooOld) return []
  const about = `${aboutDevice(device.id)} ${now.toISOString().slice(0, 10)}`
  const base = { about, code: 'clock_wrong', at: now, siteId: device.siteId, tubeCode: null, deviceIds: [device.id] }
  return [{ ...base, recordIds: [], residentIds: [], detail: { offsetMs: clock.offsetMs } }]
}
