// Goal: a tube goes into one box, closed, once; a tube of another desk goes too.
// Method: one question for each state of tube and box. (Dropping the check for an open tube turns its row red.)
import { expect, test } from 'vitest'
import { DeskState } from '../desk/desk-state.ts'
import { makeEntries } from '../testing/entries.ts'
import { decideBoxing } from './decide-boxing.ts'

function desk(): DeskState {
  const make = makeEntries()
  const state = new DeskState(() => 0)
  state.add([
    make.open('OPEN-01'),
    make.open('SHUT-01'),
    make.close('SHUT-01'),
    make.open('BOXED-1'),
    make.close('BOXED-1'),
    make.box('BOX-0001', 'BOXED-1'),
  ])
  state.add([make.open('BOXED-2'), make.close('BOXED-2'), make.box('BOX-0002', 'BOXED-2'), make.closeBox('BOX-0002')])
  return state
}

test.each([
  ['BOX-0001', 'SHUT-01', { outcome: 'put_in', known: true }],
  ['BOX-0009', 'SHUT-01', { outcome: 'put_in', known: true }],
  ['BOX-0001', 'ELSEWHERE', { outcome: 'put_in', known: false }],
  ['BOX-0001', 'BOXED-1', { outcome: 'in_box' }],
  ['BOX-0001', 'OPEN-01', { outcome: 'refused', reason: 'box_tube_open' }],
  ['BOX-0001', 'BOXED-2', { outcome: 'refused', reason: 'in_other_box' }],
  ['BOX-0002', 'SHUT-01', { outcome: 'refused', reason: 'box_is_closed' }],
] as const)('%s takes %s: %j', (boxCode, tubeCode, boxing) => {
  const state = desk()
  expect(decideBoxing(boxCode, state.box(boxCode), state.tube(tubeCode))).toEqual(boxing)
})
