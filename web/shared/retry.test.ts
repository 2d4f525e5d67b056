// Goal: retries never exceed a tenth of the calls after the small start balance, and a waiting time never undercuts what the server asked for.
// Method: arithmetic over many calls; chance comes in as a number. (Depositing two tenths turns the first test red.)
import { expect, test } from 'vitest'
import { createRetryBudget, retryDelayMs } from './retry.ts'

test('a thousand failing calls get two retries to begin with and one more for every ten calls', () => {
  const budget = createRetryBudget()
  let retries = 0
  for (let call = 0; call < 1000; call += 1) {
    budget.deposit()
    if (budget.withdraw()) retries += 1
  }
  expect(retries).toBe(102)
})

test('the wait is spread from zero to its limit, which doubles; Retry-After comes first', () => {
  expect(retryDelayMs(1, null, 0)).toBe(0)
  expect(retryDelayMs(1, null, 1)).toBe(1_000)
  expect(retryDelayMs(3, null, 0.5)).toBe(2_000)
  expect(retryDelayMs(12, null, 1)).toBe(20_000)
  expect(retryDelayMs(1, 8_000, 0)).toBe(8_000)
  expect(retryDelayMs(1, 3_600_000, 1)).toBe(60_000)
})
