// Goal: at the desk itself each scan is told apart: done, already in this tube, already sampled this round, refused; the eleventh is refused.
// Method: a small log, then one question each. (Asking for "full" before "already in this tube" turns the third test red.)
import { expect, test } from 'vitest'
import type { LogEntry } from '../log/desk-log.ts'
import { makeEntries, passport, START_MS } from '../testing/entries.ts'
import { decideSwab } from './decide-swab.ts'
import { DeskState } from './desk-state.ts'
import { personOf } from './person.ts'

const ROUND = '018f0000-0000-7000-8000-0000000000cc'
const OTHER_ROUND = '018f0000-0000-7000-8000-0000000000dd'

function stateOf(...entries: LogEntry[]): DeskState {
  const state = new DeskState(() => 0)
  state.add(entries)
  return state
}

function ask(state: DeskState, tubeCode: string, serial: number, insisted = false, nowMs = START_MS + 60_000) {
  return decideSwab(state, { tube: state.tube(tubeCode), subjectKey: personOf(passport(serial)).subjectKey, nowMs, insisted })
}

test('into an open tube with room; not without a tube, not into a closed one', () => {
  const { open, close } = makeEntries()
  const state = stateOf(open('TUBE-A', 'ten', ROUND), open('TUBE-B', 'ten', ROUND), close('TUBE-B'))
  expect(ask(state, 'TUBE-A', 1)).toEqual({ outcome: 'add' })
  expect(ask(state, 'TUBE-B', 1)).toEqual({ outcome: 'refused', reason: 'tube_closed' })
  expect(ask(state, 'TUBE-C', 1)).toEqual({ outcome: 'refused', reason: 'no_tube' })
})

test('the eleventh is refused; after an undo there is room again', () => {
  const { open, swab, remove } = makeEntries()
  const swabs = Array.from({ length: 10 }, (_, serial) => serial)
  const state = stateOf(open('TUBE-A'), ...swabs.map((serial) => swab('TUBE-A', passport(serial))))
  expect(ask(state, 'TUBE-A', 10)).toEqual({ outcome: 'refused', reason: 'tube_full' })
  state.add([remove('TUBE-A', state.tube('TUBE-A')!.swabs[3]!.swabId)])
  expect(ask(state, 'TUBE-A', 10)).toEqual({ outcome: 'add' })
})

test('a repeated scan is no error, also in a full tube', () => {
  const { open, swab } = makeEntries()
  const state = stateOf(open('TUBE-A', 'single'), swab('TUBE-A', passport(1)))
  expect(ask(state, 'TUBE-A', 1)).toEqual({ outcome: 'in_tube' })
  expect(ask(state, 'TUBE-A', 2)).toEqual({ outcome: 'refused', reason: 'tube_full' })
})

test('already sampled this round is told with the tube, and let through when the sampler insists', () => {
  const { open, swab } = makeEntries()
  const state = stateOf(
    open('TUBE-A', 'ten', ROUND),
    swab('TUBE-A', passport(1)),
    open('TUBE-B', 'single', ROUND),
    open('TUBE-C', 'ten', OTHER_ROUND),
  )
  expect(ask(state, 'TUBE-B', 1)).toMatchObject({ outcome: 'in_round', found: { tube: { tubeCode: 'TUBE-A' } } })
  expect(ask(state, 'TUBE-B', 1, true)).toEqual({ outcome: 'add' })
  expect(ask(state, 'TUBE-C', 1)).toEqual({ outcome: 'add' })
})

test('where tubes have no round, the same shift counts', () => {
  const { open, swab } = makeEntries()
  const state = stateOf(open('TUBE-A'), swab('TUBE-A', passport(1)), open('TUBE-B'))
  expect(ask(state, 'TUBE-B', 1)).toMatchObject({ outcome: 'in_round' })
  expect(ask(state, 'TUBE-B', 1, false, START_MS + 13 * 3_600_000)).toEqual({ outcome: 'add' })
})

test('who was moved or undone is not in the tube any more', () => {
  const { open, swab, remove } = makeEntries()
  const opened = [open('TUBE-A'), open('TUBE-B')]
  const wrong = swab('TUBE-A', passport(1))
  const state = stateOf(...opened, wrong, remove('TUBE-A', wrong.record.recordId), swab('TUBE-B', passport(1), wrong.record.recordId))
  expect(state.find(personOf(passport(1)).subjectKey!).map((found) => found.tube.tubeCode)).toEqual(['TUBE-B'])
  expect(ask(state, 'TUBE-B', 1)).toEqual({ outcome: 'in_tube' })
})

test('two people without a document are two', () => {
  const { open, swab } = makeEntries()
  const somebody = { provisional: { description: 'elderly man' } }
  const state = stateOf(open('TUBE-A'), swab('TUBE-A', somebody))
  expect(
    decideSwab(state, { tube: state.tube('TUBE-A'), subjectKey: personOf(somebody).subjectKey, nowMs: START_MS, insisted: false }),
  ).toEqual({
    outcome: 'add',
  })
})
