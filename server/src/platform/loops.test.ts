/**
 * Goal: while loops are paused no new run begins, but of those that go on while paused; afterwards all go on. After little work comes a pause, after much none.
 * Method: loops that count, a switch, and a pause so long that whoever takes it runs once.
 */
import { expect, test } from 'vitest'
import { sleep, systemClock, until } from './clock.ts'
import { createLog } from './log.ts'
import { type Loop, startLoops } from './loops.ts'

test('a pause stops what may wait, and nothing else', async () => {
  const runs = { decide: 0, publish: 0 }
  const counting = (name: keyof typeof runs, more: Partial<Loop> = {}): Loop => ({
    name,
    everyMs: 1,
    run: async () => {
      runs[name] += 1
      return 0
    },
    ...more,
  })
  let paused = true
  const loops = startLoops([counting('decide'), counting('publish', { whilePaused: true })], systemClock, createLog('silent'), {
    isPaused: () => paused,
    restFactor: () => 0,
  })
  expect(await until(() => runs.publish > 20, 5_000, 1)).toBe(true)
  expect(runs.decide).toBe(0)
  paused = false
  expect(await until(() => runs.decide > 0, 5_000, 1)).toBe(true)
  paused = true
  await loops.stop()
})

test('a run that did much is followed by the next at once, one that did little by the pause', async () => {
  const runs = { much: 0, little: 0 }
  const working = (name: keyof typeof runs, done: number): Loop => ({
    name,
    everyMs: 60_000,
    atOnceFrom: 5,
    run: async () => {
      runs[name] += 1
      await new Promise(setImmediate)
      return done
    },
  })
  const loops = startLoops([working('much', 5), working('little', 4)], systemClock, createLog('silent'))
  expect(await until(() => runs.much > 20, 5_000, 1)).toBe(true)
  await loops.stop()
  expect(runs.little).toBe(1)
})

test('a run that found little rests nine times as long as it took; one that found nothing or is urgent, as long as it says', async () => {
  const runs = { little: 0, nothing: 0, positive: 0 }
  const busyMs = 40
  const working = (name: keyof typeof runs, done: number, more: Partial<Loop> = {}): Loop => ({
    name,
    everyMs: 1,
    atOnceFrom: 5,
    run: async () => {
      runs[name] += 1
      await sleep(busyMs)
      return done
    },
    ...more,
  })
  const all = [working('little', 1), working('nothing', 0), working('positive', 1, { urgent: true })]
  const loops = startLoops(all, systemClock, createLog('silent'))
  expect(await until(() => runs.little === 3, 20_000, 1)).toBe(true)
  await loops.stop()
  expect(Math.min(runs.nothing, runs.positive)).toBeGreaterThan(2 * runs.little)
})

test('while requests are refused, work that can wait rests nine times as long as it took; urgent work and what goes on while paused does not', async () => {
  const runs = { fold: 0, positive: 0, publish: 0 }
  const busyMs = 40
  const working = (name: keyof typeof runs, more: Partial<Loop> = {}): Loop => ({
    name,
    everyMs: 1,
    run: async () => {
      runs[name] += 1
      await sleep(busyMs)
      return 1
    },
    ...more,
  })
  const way = { isPaused: () => false, restFactor: () => 9 }
  const all = [working('fold'), working('positive', { urgent: true }), working('publish', { whilePaused: true })]
  const loops = startLoops(all, systemClock, createLog('silent'), way)
  expect(await until(() => runs.fold === 3, 20_000, 1)).toBe(true)
  await loops.stop()
  expect(Math.min(runs.positive, runs.publish)).toBeGreaterThan(2 * runs.fold)
})
