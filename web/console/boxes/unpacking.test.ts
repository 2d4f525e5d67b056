// Goal: a box is unpacked without a tube being ticked twice, forgotten or taken for another.
// Method: a box of three scanned in every manner a gun and a hand produce; a call that failed and is repeated.
import { describe, expect, it } from 'vitest'
import { countsOf, readScan, rowsOf, startUnpacking, ticked, type Unpacking } from './unpacking.ts'

const box = {
  boxCode: 'BOX-0001',
  tubeCodes: ['TUBE-A1', 'TUBE-A2', 'TUBE-A3'],
  receivedTubeCodes: [],
  tubesCounted: 3,
  siteName: 'S',
  handedOverAt: null,
}
const tube = (tubeCode: string, swabsCounted: number | null = null) => ({ tubeCode, swabsCounted })
const fresh: Unpacking = startUnpacking(box)

describe('readScan', () => {
  it.each([
    ['tube-a1', { kind: 'tube', tubeCode: 'TUBE-A1' }],
    [' TUBE-A1\n', { kind: 'tube', tubeCode: 'TUBE-A1' }],
    ['OTHER-99', { kind: 'tube', tubeCode: 'OTHER-99' }],
    ['BOX-0001', { kind: 'no_tube' }],
    ['', { kind: 'no_tube' }],
    ['A1', { kind: 'no_tube' }],
  ])('%j', (text, scan) => {
    expect(readScan(fresh, text)).toEqual(scan)
  })

  it('knows a repeated scan, but lets one that failed be sent again', () => {
    expect(readScan(ticked(fresh, tube('TUBE-A1'), 'kept'), 'TUBE-A1').kind).toBe('repeat')
    expect(readScan(ticked(fresh, tube('TUBE-A1'), 'failed'), 'TUBE-A1').kind).toBe('tube')
  })
})

it('counts what is here, missing, extra and not yet sent', () => {
  const some = ticked(ticked(ticked(fresh, tube('TUBE-A1', 10), 'kept'), tube('OTHER-99'), 'kept'), tube('TUBE-A2'), 'failed')
  expect(countsOf(some)).toEqual({ expected: 3, here: 2, missing: 1, extra: 1, unsent: 1 })
  expect(rowsOf(some).map(({ tubeCode }) => tubeCode)).toEqual(['TUBE-A2', 'OTHER-99', 'TUBE-A3', 'TUBE-A1'])
})

it('goes on where it stopped', () => {
  const again = startUnpacking({ ...box, receivedTubeCodes: ['TUBE-A3'] })
  expect(countsOf(again)).toMatchObject({ here: 1, missing: 2, unsent: 0 })
  expect(readScan(again, 'TUBE-A3').kind).toBe('repeat')
})

it('changes nothing in place', () => {
  ticked(fresh, tube('TUBE-A1'), 'kept')
  expect(fresh.ticks.size).toBe(0)
})
