/**
 * The one order in which records are read, whatever order they arrived in. Knows nothing of what they say.
 */
import type { DeskRecord } from './record.ts'

/** A record with what the reader knows about it. */
export interface TubeEntry {
  readonly record: DeskRecord
  /** The device's id; what the server made itself counts as a device of its own for each record. */
  readonly deviceId: string
  /** The record's time in ms since 1970, corrected where the device's clock was known to be wrong. */
  readonly atMs: number
  /** The same text for the same person, as far as the reader can tell; null where it cannot. Only of `add_swab`. */
  readonly subjectKey: string | null
}

/** Every record once, by time; records of one device stay in the order of its sequence, whatever its clock did meanwhile. */
export function inOrder(entries: readonly TubeEntry[]): readonly TubeEntry[] {
  const once = [...new Map(entries.map((entry) => [entry.record.recordId, entry])).values()]
  once.sort(
    (one, other) =>
      compare(one.deviceId, other.deviceId) ||
      one.record.sequence - other.record.sequence ||
      compare(one.record.recordId, other.record.recordId),
  )
  let device = ''
  let latestMs = 0
  const timed = once.map((entry) => {
    latestMs = entry.deviceId === device ? Math.max(latestMs, entry.atMs) : entry.atMs
    device = entry.deviceId
    return { ...entry, atMs: latestMs }
  })
  return timed.sort((one, other) => one.atMs - other.atMs) // stable: what is equal stays in the order of devices and sequences
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
