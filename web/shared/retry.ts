/** When to ask again, and how often at most: full jitter between attempts, and a budget so that retries never exceed a tenth of the calls. Pure: chance is an input. */

const firstDelayMs = 500
const delayMsMax = 20_000
/** A phone makes few calls: without a start balance the first failed one could never be repeated. */
const startBalance = 2
const balanceMax = 10

export interface RetryBudget {
  /** Every call pays in a tenth of a retry. */
  deposit(): void
  /** Takes one retry out, if there is one. */
  withdraw(): boolean
}

export function createRetryBudget(): RetryBudget {
  let tenths = startBalance * 10
  return {
    deposit: () => {
      tenths = Math.min(tenths + 1, balanceMax * 10)
    },
    withdraw: () => {
      if (tenths < 10) return false
      tenths -= 10
      return true
    },
  }
}

/** Milliseconds to wait after failed attempt number `attempts` (from 1). What the server asked for is the least; jitter from 0 to 1 comes on top. */
export function retryDelayMs(attempts: number, retryAfterMs: number | null, jitter: number): number {
  const spread = jitter * Math.min(firstDelayMs * 2 ** attempts, delayMsMax)
  return Math.min((retryAfterMs ?? 0) + spread, delayMsMax * 3)
}
