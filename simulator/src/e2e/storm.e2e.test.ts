// Goal: in a storm what matters is served and codes are shown; with protections off the same storm takes everybody down, and they stay down when it is over.
// Method: a testing morning in small over a real server and its PostgreSQL, rates as multiples of the capacity that was just measured; no absolute time.
// (A server started with --admission none fails the first test; a control run with patient clients, with a proxy that passes hanging up on, or with full
// admission fails the second.)
import { afterAll, beforeAll, expect, test } from 'vitest'
import { measureCapacity } from '../storm/capacity.ts'
import { judgeControl } from '../storm/control-run.ts'
import { type Generator, openGenerator } from '../storm/generator/generator-host.ts'
import { playStorm, type Scene } from '../storm/play-storm.ts'
import { offlineOf, stretchOf, successOf } from '../storm/read-load.ts'
import { xianTestingMorning } from '../storm/scenario/xian-testing-morning.ts'
import { openStormCity, type StormCity } from '../storm/storm-city.ts'

const [stepMs, seed] = [250, 1]
/**
 * A batch costs three times what the mean request does, so 0.3 of C of them are a whole core: the scenario asks that of a machine that has nothing else to do.
 * Half of it leaves the desks room where neighbours take a part of this one.
 */
const { demand } = xianTestingMorning
const morning = {
  ...xianTestingMorning,
  demand: { ...demand, sync: demand.sync!.map(([at, times]) => [at, Math.min(times, 0.15)] as const) },
}

let city: StormCity
let generator: Generator
let scene: Scene

beforeAll(async () => {
  city = await openStormCity({ residents: 2_000, desks: 60, seed, hasEdge: false, say: () => undefined })
  generator = await openGenerator(city.files, city.port)
  const { perSecond } = await measureCapacity(generator, city, { fromPerSecond: 90, seconds: 3, say: () => undefined })
  scene = { city, generator, capacityPerSecond: perSecond }
})
afterAll(async () => {
  generator?.end()
  await city?.end()
})

test('ten times too much: desks are served before all others, codes are shown and checked, clients do not push', async () => {
  const { report } = await playStorm(scene, morning, { protection: 'full', behaviour: 'shared', seconds: 20, seed, stepMs })
  const storm = stretchOf(report, 'storm')
  const [desks, history] = [successOf(storm, ['critical_plus'])!, successOf(storm, ['sheddable_plus'])!]
  expect(offlineOf(report)).toBe(1)
  expect(storm.attemptsPerIntent).toBeLessThan(1.12)
  expect(desks).toBeGreaterThan(0.9)
  expect(desks).toBeGreaterThan(history + 0.3)
})

test('protections off: the same morning takes everything down, and it stays down on an ordinary demand, long after its cause', async () => {
  const run = { protection: 'none', behaviour: 'impatient', seconds: 12, secondsAfterTrigger: 12, seed, stepMs } as const
  const played = await playStorm(scene, xianTestingMorning, run)
  const { staysDown, bestPart } = judgeControl(xianTestingMorning, played)
  const [before, after] = ['before', 'after'].map((name) => successOf(stretchOf(played.report, name), ['critical_plus', 'critical'])!)
  expect(before).toBeGreaterThan(0.5) // the same demand, before
  expect(after).toBeLessThan(0.1)
  expect(staysDown, `at best ${bestPart} of an ordinary demand`).toBe(true)
  expect(stretchOf(played.report, 'storm').attemptsPerIntent).toBeGreaterThan(2)
  expect(offlineOf(played.report)).toBe(1)
  expect((await fetch(`http://127.0.0.1:${city.port}/healthz`)).ok).toBe(true) // it has not died: it works, for people who have gone
})
