// Log entries for tests of the desk, made by the fields that matter.
import type { Pool, Subject } from '@evergate/pass/sampling'
import { personOf } from '../desk/person.ts'
import type { LogEntry, NewRecord } from '../log/desk-log.ts'
import { NOBODY } from '../log/desk-row.ts'

const SITE_ID = '018f0000-0000-7000-8000-0000000000aa'
export const START_MS = Date.UTC(2021, 11, 27, 4)

type Fields<Record = NewRecord> = Record extends unknown ? Omit<Record, 'recordId' | 'at' | 'siteId'> : never

/** Makes entries one after the other, a second apart, as one device would. */
export function makeEntries(deviceId = 'device') {
  let sequence = 0
  const add = (fields: Fields): LogEntry => {
    sequence += 1
    const base = { recordId: idOf(sequence), sequence, at: new Date(START_MS + sequence * 1000).toISOString(), siteId: SITE_ID }
    const person = fields.kind === 'add_swab' ? personOf(fields.subject) : NOBODY
    return { place: sequence, deviceId, record: { ...base, ...fields } as LogEntry['record'], ...person, answer: null }
  }
  return {
    open: (tubeCode: string, pool: Pool = 'ten', roundId: string | null = null) => add({ kind: 'open_tube', tubeCode, pool, roundId }),
    swab: (tubeCode: string, subject: Subject, movedFrom: string | null = null) => add({ kind: 'add_swab', tubeCode, subject, movedFrom }),
    remove: (tubeCode: string, swabId: string) => add({ kind: 'remove_swab', tubeCode, swabId }),
    close: (tubeCode: string) => add({ kind: 'close_tube', tubeCode, swabsCounted: null }),
    box: (boxCode: string, tubeCode: string) => add({ kind: 'box_tube', boxCode, tubeCode }),
    closeBox: (boxCode: string) => add({ kind: 'close_box', boxCode, tubesCounted: null }),
    queue: (people: number) => add({ kind: 'queue_seen', people }),
  }
}

export function passport(serial: number): Subject {
  return { document: { kind: 'passport', number: `E${String(serial).padStart(7, '0')}` } }
}

export function idOf(serial: number): string {
  return `018f0000-0000-7000-8000-${String(serial).padStart(12, '0')}`
}
