/**
 * From a desk's log to what the checker reads: what was meant, and what was answered. Leaves nothing out and adds nothing.
 */
import type { HistoryEvent, Meant } from '../checker/history.ts'
import { openDeskLog } from './desk-log.ts'
import { type DeskRecord, swabsMaxOf } from './desk-record.ts'

/** The events of one desk's log. Times are told as a right clock would have: `clockSkewMs` is taken off again. */
export function* logHistory(deviceId: string, logPath: string, clockSkewMs = 0): Generator<HistoryEvent> {
  for (const { record, personKey, answer } of openDeskLog(logPath).records) {
    const { recordId, sequence, siteId } = record
    const at = Date.parse(record.at) - clockSkewMs
    yield { type: 'intended', deviceId, siteId, recordId, sequence, at, meant: meantBy(record, personKey) }
    if (answer !== undefined) yield { type: 'acknowledged', deviceId, recordId, answer }
  }
}

function meantBy(record: DeskRecord, personKey: string | null): Meant {
  switch (record.kind) {
    case 'open_tube':
      return { kind: 'open_tube', tubeCode: record.tubeCode, pool: record.pool, swabsMax: swabsMaxOf[record.pool] }
    case 'add_swab':
      return { kind: 'add_swab', tubeCode: record.tubeCode, personKey: personKey ?? record.recordId }
    case 'remove_swab':
      return { kind: 'remove_swab', tubeCode: record.tubeCode, swabId: record.swabId }
    case 'close_tube':
      return { kind: 'close_tube', tubeCode: record.tubeCode }
    default:
      return { kind: 'other' }
  }
}
