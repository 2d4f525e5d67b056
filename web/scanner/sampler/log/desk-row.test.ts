// Goal: a row comes back exactly as it was written, and one whose bits have turned is known as damaged.
// Method: every character of a row's text is changed in turn. (Leaving the mark out of `readRow` turns the second test red.)
import type { DeskRecord } from '@evergate/pass/sampling'
import { expect, test } from 'vitest'
import { readRow, rowOf } from './desk-row.ts'

const record: DeskRecord = {
  recordId: '018f0000-0000-7000-8000-000000000001',
  sequence: 7,
  at: '2021-12-27T04:00:00.000Z',
  siteId: '018f0000-0000-7000-8000-000000000002',
  kind: 'add_swab',
  tubeCode: 'XA-000001',
  subject: { document: { kind: 'passport', number: 'E1234567' } },
  movedFrom: null,
}
const person = { subjectKey: 'document passport E1234567', hint: 'E12****4567' }

test('a row is read as it was written', () => {
  expect(readRow(rowOf(record, 'device', person))).toEqual({ deviceId: 'device', record, ...person })
})

test('no changed character goes unnoticed, nor a change of what the desk knows beside the record', () => {
  const row = rowOf(record, 'device', person)
  for (let at = 0; at < row.text.length; at++)
    expect(readRow({ ...row, text: `${row.text.slice(0, at)}\u0001${row.text.slice(at + 1)}` })).toBeNull()
  expect(readRow({ ...row, subjectKey: null })).toBeNull()
  expect(readRow({ ...row, deviceId: 'another' })).toBeNull()
})

test.each([null, 7, 'text', {}, { ...rowOf(record, 'device', person), text: undefined }])('%j is no row', (value) => {
  expect(readRow(value)).toBeNull()
})
