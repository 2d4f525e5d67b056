/**
 * Goal: a device that floods a tube with records holds up nobody: its rows are found in time that grows with their number. No positive is said to be one
 * person's where several are in the tube.
 * Method: one tube with 150,000 records, most of them undoing what nobody did, folded and brought into rows; a tube for one with one and with two in it.
 */
import { foldTube, type TubeEntry } from '@evergate/pass/sampling'
import { expect, test } from 'vitest'
import { conflictsOf, type KnownSwab, swabRowsOf, tubeRowOf } from './tube-rows.ts'

const tubeCode = 'TUBE-0001'
const siteId = '01890000-0000-7000-8000-0000000000aa'
const deviceId = '01890000-0000-7000-8000-0000000000dd'
const idOf = (n: number): string => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`
const swabs = 10_000

function entry(sequence: number, fields: object): TubeEntry {
  const record = { recordId: idOf(sequence), sequence, at: '2021-12-27T04:00:00.000Z', siteId, tubeCode, ...fields }
  return {
    record: record as unknown as TubeEntry['record'],
    deviceId,
    atMs: sequence,
    subjectKey: 'subject' in fields ? idOf(sequence) : null,
  }
}

test('a tube with 150,000 records has its rows', () => {
  const entries = Array.from({ length: 150_000 }, (_, at) => {
    const sequence = at + 1
    if (sequence === 1) return entry(1, { kind: 'open_tube', pool: 'ten', roundId: null })
    if (sequence === 2) return entry(2, { kind: 'close_tube', swabsCounted: null })
    if (sequence <= swabs + 2) return entry(sequence, { kind: 'add_swab', subject: { pass: '' }, movedFrom: null })
    return entry(sequence, { kind: 'remove_swab', swabId: idOf(sequence - swabs) }) // the first of them meet a swab
  })
  const state = foldTube(tubeCode, entries)
  const known = entries
    .filter(({ record }) => record.kind === 'add_swab')
    .map(({ record }) => ({ sampleId: record.recordId, residentId: record.recordId }) as KnownSwab)
  const rows = swabRowsOf(state, entries, known)
  expect(rows.filter((row) => row.state === 'removed').length).toBe(swabs)
  expect(rows[0]).toMatchObject({ state: 'removed', removedAt: new Date(swabs + 3) })
  const found = conflictsOf(state, entries, known, (name) => name)
  expect(found).toMatchObject([{ code: 'swab_unknown', at: new Date(150_000) }])
}, 60_000)

test('a tube for one person with two in it is a pool', () => {
  const swab = { kind: 'add_swab', subject: { pass: '' }, movedFrom: null }
  const entries = [entry(1, { kind: 'open_tube', pool: 'single', roundId: null }), entry(2, swab), entry(3, swab)]
  const poolOf = (own: readonly TubeEntry[]) => tubeRowOf(foldTube(tubeCode, own), [], false, (name) => name).pool
  expect(poolOf(entries.slice(0, 2))).toBe('single')
  expect(poolOf(entries)).toBe('ten')
  expect(poolOf([...entries, entry(4, { kind: 'void_swab', swabId: idOf(3), reason: 'a mistake' })])).toBe('single')
})
