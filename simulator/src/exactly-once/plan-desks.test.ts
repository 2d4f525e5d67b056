// Goal: a planned day is the same by the same seed, lies wholly in its shift, and no two desks ever tap in the same millisecond.
// Method: forty desks and four thousand made-up people. (Neighbours that are planned one after the other, so that shared tubes push the second one's day
// into the future, turn this red.)
import { expect, test } from 'vitest'
import type { KnownPerson } from '../known-people.ts'
import { personOf } from '../people.ts'
import { seededChance } from '../seeded-chance.ts'
import { planDesks } from './plan-desks.ts'

const people = Array.from({ length: 5_000 }, (_, number): KnownPerson => {
  const { name, document } = personOf(number)
  return { residentId: `resident ${number}`, name, document, streetCode: '610102003', household: number, phone: null }
})
const startMs = Date.UTC(2021, 11, 27, 4)
const plan = (seed: number) =>
  planDesks({ desks: 40, samples: 4_000, people, chance: seededChance(seed), startMs, endMs: startMs + 6 * 3_600_000 })

test('the same seed, the same day, within the shift', async () => {
  const desks = await plan(1)
  expect(desks).toEqual(await plan(1))
  const times = desks.flatMap(({ taps }) => taps.map(({ at }) => at))
  expect(Math.min(...times)).toBeGreaterThanOrEqual(startMs)
  expect(Math.max(...times)).toBeLessThan(startMs + 6 * 3_600_000)
  expect(new Set(times).size).toBe(times.length)
  for (const { taps } of desks) {
    const own = taps.map(({ at }) => at)
    expect(own).toEqual(own.toSorted((one, other) => one - other))
  }
})

test('everything that goes wrong at desks is in the day', async () => {
  const desks = await plan(2)
  const taps = desks.flatMap((desk) => desk.taps)
  const openedBy = new Map<string, number>()
  for (const { said } of taps) if (said.kind === 'open_tube') openedBy.set(said.tubeCode, (openedBy.get(said.tubeCode) ?? 0) + 1)
  expect([...openedBy.values()].filter((count) => count === 2).length).toBeGreaterThan(10)
  expect(taps.filter(({ said }) => said.kind === 'remove_swab').length).toBeGreaterThan(20)
  expect(taps.filter(({ reuses }) => reuses?.what === 'id').length).toBeGreaterThan(3)
  expect(taps.filter(({ reuses }) => reuses?.what === 'sequence').length).toBeGreaterThan(1)
  expect(taps.filter(({ personKey }) => personKey?.startsWith('stranger')).length).toBeGreaterThan(40)
  expect(desks.filter(({ clockSkewMs }) => clockSkewMs !== 0)).toHaveLength(2)
})
