// Goal: what the screen shows is what a restart would show: the state kept in step equals the state built anew from the same log.
// Method: random shifts (fast-check), added one by one and all at once. (Forgetting to fold one kind of record turns it red.)
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogEntry } from '../log/desk-log.ts'
import { makeEntries, passport } from '../testing/entries.ts'
import { DeskState } from './desk-state.ts'
import { personOf } from './person.ts'

const tube = fc.constantFrom('TUBE-A', 'TUBE-B', 'TUBE-C')
const tap = fc.oneof(
  fc.record({ do: fc.constant('open' as const), tube }),
  fc.record({ do: fc.constant('swab' as const), tube, serial: fc.integer({ min: 0, max: 5 }) }),
  fc.record({ do: fc.constant('remove' as const), tube, at: fc.nat(9) }),
  fc.record({ do: fc.constant('close' as const), tube }),
  fc.record({ do: fc.constant('box' as const), tube }),
)

function play(taps: readonly (typeof tap extends fc.Arbitrary<infer Tap> ? Tap : never)[]): LogEntry[] {
  const make = makeEntries()
  const entries: LogEntry[] = []
  for (const each of taps) {
    if (each.do === 'open') entries.push(make.open(each.tube))
    if (each.do === 'swab') entries.push(make.swab(each.tube, passport(each.serial)))
    if (each.do === 'close') entries.push(make.close(each.tube))
    if (each.do === 'box') entries.push(make.box('BOX-0001', each.tube))
    const swab = each.do === 'remove' ? entries.filter((entry) => entry.record.kind === 'add_swab')[each.at] : undefined
    if (swab !== undefined) entries.push(make.remove(each.tube, swab.record.recordId))
  }
  return entries
}

test('one by one or all at once is the same', () => {
  fc.assert(
    fc.property(fc.array(tap, { maxLength: 60 }), (taps) => {
      const entries = play(taps)
      const stepwise = new DeskState(() => 0)
      for (const entry of entries) stepwise.add([entry])
      const anew = new DeskState(() => 0)
      anew.add(entries)
      expect(stepwise.allTubes()).toEqual(anew.allTubes())
      expect(stepwise.allBoxes()).toEqual(anew.allBoxes())
      for (let serial = 0; serial <= 5; serial++) {
        const key = personOf(passport(serial)).subjectKey!
        const codes = (state: DeskState) => new Set(state.find(key).map((found) => found.tube.tubeCode))
        expect(codes(stepwise)).toEqual(codes(anew))
      }
    }),
  )
})
