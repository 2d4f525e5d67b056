// Goal: batches stay within the server's limits in the order of writing, and an answer counts only for the record it names.
// Method: many small and few large records; answers cut short, shuffled and strange. (Trusting the position alone turns the third test red.)
import { expect, test } from 'vitest'
import { idOf, makeEntries, passport } from '../testing/entries.ts'
import { BYTES_MAX, RECORDS_MAX, readAnswers, type SyncAnswer, takeBatch } from './batch.ts'

const received = { upTo: 0, highest: 0, gaps: [] }
const answerOf = (answers: SyncAnswer['answers']): SyncAnswer => ({ serverTime: '', answers, received, conflictsOpen: 0 })

test('at most 500, the first ones first', () => {
  const make = makeEntries()
  const entries = Array.from({ length: 1200 }, (_, serial) => make.swab('TUBE-A', passport(serial)))
  expect(takeBatch(entries)).toEqual(entries.slice(0, RECORDS_MAX))
  expect(takeBatch(entries.slice(0, 3))).toHaveLength(3)
})

test('below the limit in bytes; a single one goes whatever its size', () => {
  const make = makeEntries()
  const entries = Array.from({ length: 400 }, () => make.swab('TUBE-A', { pass: `EG1:${'A'.repeat(4000)}` }))
  const batch = takeBatch(entries)
  const bytes = JSON.stringify(batch.map((entry) => entry.record)).length
  expect(bytes).toBeLessThanOrEqual(BYTES_MAX)
  expect(bytes).toBeGreaterThan(BYTES_MAX - 10_000)
  expect(takeBatch(entries, RECORDS_MAX, 10)).toHaveLength(1)
})

test('each record has its own answer; those without one keep waiting', () => {
  const make = makeEntries()
  const batch = [
    make.open('TUBE-A'),
    make.swab('TUBE-A', passport(1)),
    make.swab('TUBE-A', passport(2)),
    make.close('TUBE-A'),
    make.queue(5),
  ]
  const answers = readAnswers(
    batch,
    answerOf([
      { recordId: idOf(1), answer: 'stored', code: null },
      { recordId: idOf(2), answer: 'already', code: null },
      { recordId: idOf(4), answer: 'stored', code: null }, // in the place of 3
      { recordId: null, answer: 'refused', code: 'record_invalid' },
    ]),
    99,
  )
  expect([...answers]).toEqual([
    [1, { answer: 'stored', code: null, atMs: 99 }],
    [2, { answer: 'already', code: null, atMs: 99 }],
    [4, { answer: 'refused', code: 'record_invalid', atMs: 99 }],
  ])
})

test('what is no answer at all counts for none', () => {
  const make = makeEntries()
  expect(readAnswers([make.open('TUBE-A')], {} as SyncAnswer, 0).size).toBe(0)
  expect(readAnswers([make.open('TUBE-A')], answerOf([{ recordId: idOf(1), answer: 'maybe', code: null }]), 0).size).toBe(0)
})
