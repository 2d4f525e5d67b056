// Goal: nothing but a record passes, each wrong field is named, and equal records have equal texts whatever the order of their keys.
// Method: one good record of each kind; every field of each spoilt in turn; hostile values by fast-check.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkDeskRecord, type DeskRecord, readTubeCode, recordText } from './index.ts'

const base = {
  recordId: '01890000-0000-7000-8000-000000000001',
  sequence: 1,
  at: '2021-12-27T04:00:00.000Z',
  siteId: '01890000-0000-4000-8000-0000000000aa',
}
const tubeCode = 'TUBE-0001'
const good: readonly DeskRecord[] = [
  { ...base, kind: 'open_tube', tubeCode, pool: 'ten', roundId: null },
  { ...base, kind: 'add_swab', tubeCode, subject: { pass: 'EG1:ABC' }, movedFrom: null },
  {
    ...base,
    kind: 'add_swab',
    tubeCode,
    subject: { document: { kind: 'passport', number: 'E12' }, name: '王明' },
    movedFrom: base.recordId,
  },
  { ...base, kind: 'add_swab', tubeCode, subject: { provisional: { description: 'old man, blue coat' } }, movedFrom: null },
  { ...base, kind: 'remove_swab', tubeCode, swabId: base.recordId },
  { ...base, kind: 'void_swab', tubeCode, swabId: base.recordId, reason: 'scanned by mistake' },
  { ...base, kind: 'close_tube', tubeCode, swabsCounted: 9 },
  { ...base, kind: 'box_tube', boxCode: 'BOX-01', tubeCode },
  { ...base, kind: 'unbox_tube', boxCode: 'BOX-01', tubeCode },
  { ...base, kind: 'close_box', boxCode: 'BOX-01', tubesCounted: null },
  { ...base, kind: 'hand_over', boxCode: 'BOX-01', courier: 'Zhao' },
  { ...base, kind: 'queue_seen', people: 80 },
]

describe('records', () => {
  test.each(good)('$kind is one', (record) => {
    expect(checkDeskRecord(JSON.parse(JSON.stringify(record)))).toEqual({ ok: true, record })
  })

  test.each(good)('every field of $kind is looked at', (record) => {
    for (const field of Object.keys(record).filter((name) => name !== 'kind')) {
      for (const wrong of [undefined, {}, [], true, -1, 1.5, '', 'x'.repeat(5_000)])
        expect(checkDeskRecord({ ...record, [field]: wrong })).toMatchObject({ ok: false, field })
    }
    expect(checkDeskRecord({ ...record, more: 1 })).toEqual({ ok: false, reason: 'field_unknown', field: 'more' })
  })

  test('wrong moments, kinds, pools and ids', () => {
    const [open] = good as [DeskRecord]
    expect(checkDeskRecord({ ...open, at: '2021-02-30T04:00:00.000Z' })).toMatchObject({ field: 'at' })
    expect(checkDeskRecord({ ...open, at: '0000-01-01T00:00:00.000Z' })).toMatchObject({ field: 'at' })
    expect(checkDeskRecord({ ...open, kind: 'toString' })).toMatchObject({ reason: 'kind_unknown' })
    expect(checkDeskRecord({ ...open, pool: 'constructor' })).toMatchObject({ field: 'pool' })
    expect(checkDeskRecord({ ...open, recordId: base.siteId })).toMatchObject({ field: 'recordId' }) // not version 7
    expect(checkDeskRecord({ ...good[1], subject: { pass: 'EG1:A', document: {} } })).toMatchObject({ field: 'subject' })
  })

  test('nothing that comes from outside throws', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(typeof checkDeskRecord(value).ok).toBe('boolean')
      }),
    )
  })

  test('the text of a record knows no order of keys', () => {
    const [, , named] = good as [DeskRecord, DeskRecord, DeskRecord]
    const turned = Object.fromEntries(Object.entries(named).reverse()) as unknown as DeskRecord
    expect(recordText(turned)).toBe(recordText(named))
    expect(recordText({ ...named, sequence: 2 } as DeskRecord)).not.toBe(recordText(named))
  })
})

describe('numbers of tubes', () => {
  const rule = { prefixes: ['61'], lengthMin: 8, lengthMax: 12, checksum: 'none' } as const
  test.each([
    [' ｔube-0001 ', undefined, { ok: true, code: 'TUBE-0001' }],
    ['TUBE', undefined, { ok: false, reason: 'tube.form' }],
    ['TUBE_0001', undefined, { ok: false, reason: 'tube.form' }],
    ['61000001', rule, { ok: true, code: '61000001' }],
    ['62000001', rule, { ok: false, reason: 'tube.prefix' }],
    ['6100001', rule, { ok: false, reason: 'tube.length' }],
    ['79927398713', { ...rule, prefixes: [], checksum: 'luhn' }, { ok: true, code: '79927398713' }],
    ['79927398710', { ...rule, prefixes: [], checksum: 'luhn' }, { ok: false, reason: 'tube.checksum' }],
    ['GB82WEST12345698765432', { ...rule, prefixes: [], lengthMax: 24, checksum: 'mod97' }, { ok: false, reason: 'tube.checksum' }],
    ['WEST12345698765432GB82', { ...rule, prefixes: [], lengthMax: 24, checksum: 'mod97' }, { ok: true, code: 'WEST12345698765432GB82' }],
  ] as const)('%s', (text, given, expected) => {
    expect(readTubeCode(text, given)).toEqual(expected)
  })
})
