/**
 * Goal: however many ask, a dear answer is worked out once at a time and at most every five seconds; a failure is nobody's answer for long.
 * Method: a clock that stands still, and work whose ends the test decides.
 */
import { expect, test } from 'vitest'
import { manualClock } from '../../platform/clock.ts'
import { createAnswerCache } from './answer-cache.ts'

const clock = manualClock('2021-12-27T04:00:00.000Z')

test('callers at the same moment share one piece of work, later ones its answer, for five seconds', async () => {
  const cache = createAnswerCache<number>()
  let worked = 0
  let finish = (): void => undefined
  const work = async () => {
    await new Promise<void>((resolve) => {
      finish = resolve
    })
    return ++worked
  }
  const together = [cache.get(clock, 'round', work), cache.get(clock, 'round', work)]
  finish()
  expect(await Promise.all(together)).toEqual([1, 1])
  clock.advance(4_999)
  expect(await cache.get(clock, 'round', work)).toBe(1)
  expect(worked).toBe(1)
  clock.advance(1)
  const renewed = cache.get(clock, 'round', work)
  finish()
  expect(await renewed).toBe(2)
})

test('each key has its own answer; the least asked for go first', async () => {
  const cache = createAnswerCache<string>()
  for (let n = 0; n <= 200; n++) await cache.get(clock, `round ${n}`, async () => `first ${n}`)
  expect(await cache.get(clock, 'round 200', async () => 'second')).toBe('first 200')
  expect(await cache.get(clock, 'round 0', async () => 'second')).toBe('second')
})

test('work that fails is told to who asked, and tried again by the next', async () => {
  const cache = createAnswerCache<number>()
  await expect(cache.get(clock, 'round', () => Promise.reject(new Error('away')))).rejects.toThrow('away')
  expect(await cache.get(clock, 'round', async () => 7)).toBe(7)
})
