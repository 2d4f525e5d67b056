// Which rows of the log may go: the server has had the whole of a closed tube for a day. Documents of people are kept no longer than a desk needs them. Pure.
import type { LogEntry } from '../log/desk-log.ts'

const KEPT_MS = 24 * 3_600_000

/** Keys of the rows. A tube goes whole or stays whole; one that is open, waits or was refused in part stays. */
export function forgettable(entries: readonly LogEntry[], nowMs: number): readonly number[] {
  const kept = new Set<string>()
  const closed = new Set(entries.flatMap(({ record }) => (record.kind === 'close_tube' ? [record.tubeCode] : [])))
  for (const entry of entries) {
    const { record } = entry
    if ('tubeCode' in record && (!isOld(entry, nowMs) || !closed.has(record.tubeCode))) kept.add(record.tubeCode)
  }
  return entries
    .filter((entry) => ('tubeCode' in entry.record ? !kept.has(entry.record.tubeCode) : isOld(entry, nowMs)))
    .map((entry) => entry.place)
}

function isOld({ answer }: LogEntry, nowMs: number): boolean {
  return answer !== null && answer.answer !== 'refused' && nowMs - answer.atMs > KEPT_MS
}
