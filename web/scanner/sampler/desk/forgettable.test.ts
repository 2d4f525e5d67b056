// Goal: a day after the server has all of a closed tube, nothing of its people is left here; before that, everything is.
// Method: one log, looked at with one thing missing at a time. (Looking at single records in place of whole tubes turns the second test red.)
import { expect, test } from 'vitest'
import type { LogEntry } from '../log/desk-log.ts'
import { makeEntries, passport } from '../testing/entries.ts'
import { forgettable } from './forgettable.ts'

const DAY_MS = 24 * 3_600_000
const stored = (entry: LogEntry, atMs = 0): LogEntry => ({ ...entry, answer: { answer: 'stored', code: null, atMs } })

function shift(): LogEntry[] {
  const make = makeEntries()
  return [
    make.open('TUBE-A'),
    make.swab('TUBE-A', passport(1)),
    make.close('TUBE-A'),
    make.box('BOX-0001', 'TUBE-A'),
    make.closeBox('BOX-0001'),
    make.queue(30),
  ]
}

test('all of it goes a day after it was stored, nothing before', () => {
  const entries = shift().map((entry) => stored(entry))
  expect(forgettable(entries, DAY_MS)).toEqual([])
  expect(forgettable(entries, DAY_MS + 1)).toEqual(entries.map((entry) => entry.place))
})

test('one record that waits or was refused keeps its tube', () => {
  const [open, swab, ...rest] = shift().map((entry) => stored(entry))
  const waiting = { ...swab!, answer: null }
  const refused: LogEntry = { ...swab!, answer: { answer: 'refused', code: 'x', atMs: 0 } }
  for (const left of [waiting, refused]) expect(forgettable([open!, left, ...rest], 2 * DAY_MS)).toEqual([5, 6])
})

test('an open tube stays', () => {
  const entries = shift()
    .filter((entry) => entry.record.kind !== 'close_tube')
    .map((entry) => stored(entry))
  expect(forgettable(entries, 2 * DAY_MS)).toEqual([5, 6])
})
