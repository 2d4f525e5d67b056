// Goal: nothing is settled without a reason, and no swab is voided by leaving things as they are.
// Method: one missing thing at a time; swabs ticked before the answer was changed back.
import { expect, it } from 'vitest'
import { conflictCodes } from './conflict.query.ts'
import { wordsForConflict } from './conflict-words.ts'
import { readSettlement } from './settlement-entry.ts'

it.each([
  [{ resolution: 'accepted', swabIds: [], note: ' ok ' }, { note: 'noteShort' }],
  [{ resolution: 'void_swabs', swabIds: [], note: 'Rang the site' }, { swabIds: 'swabsMissing' }],
  [
    { resolution: 'void_swabs', swabIds: [], note: '' },
    { swabIds: 'swabsMissing', note: 'noteShort' },
  ],
] as const)('%j', (entry, faults) => {
  expect(readSettlement(entry)).toEqual({ ok: false, faults })
})

it('sends swabs only with the answer that voids them', () => {
  expect(readSettlement({ resolution: 'accepted', swabIds: ['a'], note: ' Rang the site ' })).toEqual({
    ok: true,
    settlement: { resolution: 'accepted', note: 'Rang the site' },
  })
  expect(readSettlement({ resolution: 'void_swabs', swabIds: ['a'], note: '误扫了' })).toMatchObject({ settlement: { swabIds: ['a'] } })
})

it('has words for every code, and only a reused number holds results back', () => {
  expect(conflictCodes.filter((code) => wordsForConflict(code).blocks)).toEqual(['number_reused'])
  expect(wordsForConflict('new_code')).toMatchObject({ name: ['new_code', 'new_code'], voids: false })
})
