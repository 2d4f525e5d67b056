// Goal: a round is planned the same by the same seed; everybody is in it once; times are in order; each fault happens about as often as it should, and
// comparing finds what is missing and what was made up.
// Method: a few thousand made-up people, planned; lists spoilt by one item. (A swab after its tube's closing, or a number of another tube, turns these red.)
import { expect, test } from 'vitest'
import type { KnownPerson } from '../known-people.ts'
import { personOf } from '../people.ts'
import { seededChance } from '../seeded-chance.ts'
import { compareRound } from './compare-round.ts'
import { vanishingCodes } from './fates.ts'
import { planRound } from './plan-round.ts'
import type { PlannedRound } from './planned-round.ts'
import type { DifferenceItem } from './read-round.ts'

const people = Array.from({ length: 6_000 }, (_, number): KnownPerson => {
  const { name, document } = personOf(number)
  return { residentId: `resident ${number}`, name, document, streetCode: '610102003', household: number >> 1, phone: null }
})
const startMs = Date.UTC(2021, 11, 27, 4)
const size = { people, desks: 6, roundId: 'round', startMs, endMs: startMs + 10 * 3_600_000 }
const plan = (seed: number): Promise<PlannedRound> => planRound({ ...size, chance: seededChance(seed) })

test('the same seed, the same round', async () => {
  expect(await plan(3)).toEqual(await plan(3))
  expect(await plan(4)).not.toEqual(await plan(3))
})

test('everybody is swabbed once, but those whom nobody scanned and those under others’ codes', async () => {
  const { tubes, swabs, boxes } = await plan(5)
  const own = tubes.flatMap((tube) => tube.swabs.flatMap(({ person, fate }) => (fate === 'none' ? [person!.residentId] : [])))
  expect(new Set(own).size).toBe(own.length)
  const unbound = tubes.filter(({ fate }) => fate.startsWith('person_not_bound')).length
  expect(swabs).toBeGreaterThanOrEqual(people.length - unbound)
  expect(swabs).toBeLessThanOrEqual(people.length)
  expect(boxes.flatMap((box) => box.tubes)).toHaveLength(tubes.length)
  expect(new Set(tubes.flatMap(({ tubeCode, writtenCode }) => [tubeCode, writtenCode])).size).toBeGreaterThan(tubes.length)
})

test('a desk’s taps are in the order of time, and every tube goes its way in order', async () => {
  const { desks, tubes } = await plan(6)
  for (const { taps } of desks) {
    const times = taps.map(({ at }) => at)
    expect(times).toEqual(times.toSorted((one, other) => one - other))
  }
  for (const { closedAt, boxedAt, receivedAt, testedAt, fate } of tubes) {
    expect([closedAt, boxedAt, receivedAt, testedAt]).toEqual(
      [closedAt, boxedAt, receivedAt, testedAt].toSorted((one, other) => one - other),
    )
    const hours = [boxedAt - closedAt, receivedAt - boxedAt, testedAt - receivedAt].map((ms) => ms / 3_600_000)
    const isLate = hours[0]! > 2 || hours[1]! > 4 || hours[2]! > 12
    expect(isLate, `${fate} ${hours}`).toBe(fate.startsWith('delayed'))
    expect(testedAt).toBeLessThan(startMs + 36 * 3_600_000)
  }
})

test('each fault happens to about one in a hundred', async () => {
  const { expected, tubes, swabs } = await plan(7)
  const of = { swab_not_taken: tubes, person_not_bound: tubes, transport_delayed: tubes, tube_number_wrong: tubes }
  for (const code of vanishingCodes) {
    const all = code in of ? tubes.length : swabs
    expect(expected.filter((one) => one.code === code).length / all, code).toBeGreaterThan(0.001)
    expect(expected.filter((one) => one.code === code).length / all, code).toBeLessThan(0.03)
  }
})

test('comparing finds what is not listed, what is listed for nothing, and what is listed twice', async () => {
  const { expected } = await plan(8)
  const listOf = (code: string): DifferenceItem[] =>
    expected
      .filter((one) => one.code === code)
      .map(({ key, residentId = 'somebody', suggestion = null }) => ({ tubeCode: key, swabs: 1, residents: [{ residentId }], suggestion }))
  const lists = () => new Map(vanishingCodes.map((code) => [code, listOf(code)]))
  expect(compareRound(expected, lists()).failures).toEqual([])
  for (const code of vanishingCodes) {
    const missing = lists()
    const [gone] = missing.get(code)!.splice(0, 1)
    expect(compareRound(expected, missing).failures).toEqual([expect.stringContaining(`${code}: not listed: ${gone!.tubeCode}`)])
    const doubled = lists()
    doubled.get(code)!.push(gone!)
    expect(compareRound(expected, doubled).failures).toEqual([expect.stringContaining(`${code}: false alarm: ${gone!.tubeCode}`)])
  }
})
