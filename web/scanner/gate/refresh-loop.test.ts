// Goal: an online gate learns of a red list within 30 s; gates whose server is down neither hammer it nor come back together.
// Method: the delay for every count of failures at both ends of the jitter. (A steady delay above 20 s turns the first test red.)
import { expect, test } from 'vitest'
import { nextDelayMs } from './refresh-loop.ts'

test('while it works, two rounds are less than 30 s apart even if one is slow', () => {
  const requestMsMax = 8000
  expect(nextDelayMs(0, null, 1) + requestMsMax).toBeLessThan(30_000)
  expect(nextDelayMs(0, null, 0)).toBeGreaterThanOrEqual(10_000)
})

test('failures wait longer and longer, up to two minutes, spread over half of it', () => {
  let before = 0
  for (let failures = 1; failures <= 12; failures++) {
    const [least, most] = [nextDelayMs(failures, null, 0), nextDelayMs(failures, null, 1)]
    expect(most).toBeGreaterThanOrEqual(2 * least)
    expect(most).toBeLessThanOrEqual(120_000)
    expect(least).toBeGreaterThanOrEqual(before)
    before = least
  }
})

test('what the server asks for is the least', () => {
  expect(nextDelayMs(1, 90_000, 0)).toBe(90_000)
})
