// Goal: in a storm what matters is served and codes are shown; with protections off the same storm takes the desks down with everybody else.
// Method: a testing morning in small over a real server and its PostgreSQL, rates as multiples of the capacity that was just measured; no absolute time.
// (A server started with --admission none fails the first test; a control run with patient clients or full admission fails the second.)
import { afterAll, beforeAll, expect, test } from 'vitest'
import { measureCapacity } from '../storm/capacity.ts'
import { type Generator, openGenerator } from '../storm/generator/generator-host.ts'
import { playStorm, type Scene } from '../storm/play-storm.ts'
import { offlineOf, stretchOf, successOf } from '../storm/read-load.ts'
import { xianTestingMorning } from '../storm/scenario/xian-testing-morning.ts'
import { openStormCity, type StormCity } from '../storm/storm-city.ts'

const [stepMs, seed] = [250, 1]

let city: StormCity
let generator: Generator
let scene: Scene

beforeAll(async () => {
  city = await openStormCity({ residents: 2_000, desks: 60, seed, say: () => undefined })
  generator = await openGenerator(city.files, city.port)
  const { perSecond } = await measureCapacity(generator, city.port, { seconds: 3, say: () => undefined })
  scene = { city, generator, capacityPerSecond: perSecond }
})
afterAll(async () => {
  generator?.end()
  await city?.end()
})

test('ten times too much: desks are served before all others, codes are shown and checked, clients do not push', async () => {
  const { report } = await playStorm(scene, xianTestingMorning, { protection: 'full', behaviour: 'shared', seconds: 20, seed, stepMs })
  const storm = stretchOf(report, 'storm')
  const [desks, history] = [successOf(storm, ['critical_plus'])!, successOf(storm, ['sheddable_plus'])!]
  expect(offlineOf(report)).toBe(1)
  expect(storm.attemptsPerIntent).toBeLessThan(1.12)
  expect(desks).toBeGreaterThan(0.9)
  expect(desks).toBeGreaterThan(history + 0.3)
})

test('protections off: on the same morning desks fall with everybody else, people push, and codes are shown all the same', async () => {
  const { report } = await playStorm(scene, xianTestingMorning, { protection: 'none', behaviour: 'impatient', seconds: 20, seed, stepMs })
  const storm = stretchOf(report, 'storm')
  expect(offlineOf(report)).toBe(1)
  expect(storm.attemptsPerIntent).toBeGreaterThan(2)
  expect(successOf(storm, ['critical_plus'])!).toBeLessThan(0.9)
  expect(successOf(storm, ['critical'])!).toBeLessThan(0.5)
})
