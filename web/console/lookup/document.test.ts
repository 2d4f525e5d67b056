// Goal: nothing goes to the server that cannot be a document, a phone or a purpose; what goes is free of the spaces people write.
// Method: the GB 11643 example number, whole and with one fault at a time.
import { describe, expect, it } from 'vitest'
import { type LookupEntry, lookupFaults, lookupInput } from './document.ts'

const entry: LookupEntry = {
  way: 'document',
  kind: 'resident_id',
  number: '11010519491231002X',
  phone: '',
  purpose: '居民来社区窗口询问原因',
}

describe('lookupFaults', () => {
  it.each<[string, Partial<LookupEntry>, object]>([
    ['a sound number', {}, {}],
    ['spaces and a small x', { number: '110105 19491231 002x' }, {}],
    ['a wrong check digit', { number: '110105194912310021' }, { number: 'numberWrong' }],
    ['a number too short', { number: '1101051949123100' }, { number: 'numberLength' }],
    ['no number', { number: ' ' }, { number: 'numberMissing' }],
    ['a passport, whose form is not ours to judge', { kind: 'passport', number: 'E1234' }, {}],
    ['a purpose of nine characters', { purpose: ' 123456789 ' }, { purpose: 'purposeShort' }],
    ['a purpose of 301 characters', { purpose: '目'.repeat(301) }, { purpose: 'purposeLong' }],
    ['a phone', { way: 'phone', number: '', phone: '138 0013-8000' }, {}],
    ['no phone', { way: 'phone', number: '', phone: 'abc' }, { phone: 'phoneWrong' }],
  ])('judges %s', (_, changes, faults) => {
    expect(lookupFaults({ ...entry, ...changes })).toEqual(faults)
  })
})

describe('lookupInput', () => {
  it('sends the document or the phone, never both', () => {
    expect(lookupInput({ ...entry, number: '110105 19491231 002x', phone: '13800138000' })).toEqual({
      by: { document: { kind: 'resident_id', number: '11010519491231002X' } },
      purpose: entry.purpose,
    })
    expect(lookupInput({ ...entry, way: 'phone', phone: '138 0013 8000' })).toEqual({
      by: { phone: '13800138000' },
      purpose: entry.purpose,
    })
  })
})
