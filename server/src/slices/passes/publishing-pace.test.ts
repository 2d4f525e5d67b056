/**
 * Goal: publishing takes at most a quarter of the time, and a change never waits longer than the rest allowed.
 * Method: a clock moved by hand; each publication takes what it is told to take.
 */
import { expect, test } from 'vitest'
import { createPace } from './publishing-pace.ts'

/** Runs the loop every 50 ms for ten seconds; returns when publications began. */
async function run(tookMs: number, published: number): Promise<number[]> {
  let nowMs = 0
  const began: number[] = []
  const pace = createPace(
    () => nowMs,
    async () => {
      began.push(nowMs)
      nowMs += tookMs
      return published
    },
  )
  for (; nowMs < 10_000; nowMs += 50) await pace()
  return began
}

const gaps = (began: readonly number[]): number[] => began.slice(1).map((at, i) => at - began[i]!)

test('a costly publication rests three times as long as it took', async () => {
  expect(Math.min(...gaps(await run(200, 199)))).toBeGreaterThanOrEqual(800)
})

test('but never longer than two seconds', async () => {
  expect(Math.max(...gaps(await run(1_500, 199)))).toBeLessThanOrEqual(1_500 + 2_000 + 50)
})

test('a tick that published nothing does not rest', async () => {
  expect(Math.max(...gaps(await run(10, 0)))).toBe(60)
})
