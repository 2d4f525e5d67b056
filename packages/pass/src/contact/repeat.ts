/**
 * When the same intent is tried once more, and how often that may happen at all. Pure: chance is an input.
 */

/** One intent in so many may be repeated: below a tenth, so that 1.10 attempts per intent is a bound and not an average that chance crosses half of the time. */
const intentsPerRepeat = 11

/** Says which intents may be repeated. */
export interface RetryBudget {
  /** Counts one intent; true where this one may be tried once more, should it fail. What is not used is not kept for another. */
  permits(): boolean
}

/**
 * A retry budget of 10 %: every eleventh intent may be repeated once. In any run of n intents at most ceil(n / 11) are, which is below n / 10 from n = 100 on.
 * `start`, from 0 (included) to 1 (excluded), is where the count begins: drawn by each client, it makes the bound hold for a city of phones that make one call
 * each. Nothing is saved up in good times, because the bad ones find all savings full at once (docs/adr/0018).
 */
export function createRetryBudget(start: number): RetryBudget {
  let count = Math.floor(start * intentsPerRepeat)
  return {
    permits: () => {
      count = (count + 1) % intentsPerRepeat
      return count === 0
    },
  }
}

/** How fast waiting grows, in milliseconds. */
export interface Pace {
  /** The spread after the first failure; it doubles with every further one. */
  readonly firstMs: number
  readonly mostMs: number
}

/** Within one call, while somebody looks at the screen. */
export const callPace: Pace = { firstMs: 1_000, mostMs: 20_000 }
/** Between contacts that nobody waits for. */
export const backgroundPace: Pace = { firstMs: 10_000, mostMs: 600_000 }

/**
 * Milliseconds to wait after failure number `failures` (from 1): what the server asked for, which nothing shortens, and full jitter on top: anything from 0 to
 * a span that doubles. `chance` from 0 (included) to 1 (excluded).
 */
export function retryDelayMs(failures: number, retryAfterMs: number | null, chance: number, pace: Pace = callPace): number {
  return (retryAfterMs ?? 0) + Math.round(chance * Math.min(pace.firstMs * 2 ** (failures - 1), pace.mostMs))
}

/** Longer than this nobody is kept waiting within one call; the screen says when instead. */
const patienceMs = 20_000

/** How one attempt failed: an HTTP status, or 0 where no answer came. */
export interface FailedAttempt {
  readonly status: number
  readonly retryAfterMs: number | null
}

/** Milliseconds until this intent is tried its second and last time, or null: it is not. `permitted`: what the budget said of this intent. */
export function repeatAfterMs({ status, retryAfterMs }: FailedAttempt, permitted: boolean, chance: number): number | null {
  if (!permitted || !isPassing(status)) return null
  const delayMs = retryDelayMs(1, retryAfterMs, chance)
  return delayMs > patienceMs ? null : delayMs
}

/** Whether the same call can succeed later: no answer, a time-out, too many requests, a server in trouble. */
export function isPassing(status: number): boolean {
  return status === 0 || status === 408 || status === 429 || status >= 500
}

/** The value of `x-evergate-deadline-ms` for a caller that waits so long: whole milliseconds from 100 to 60,000. */
export function deadlineHeader(timeoutMs: number): string {
  return String(Math.round(Math.min(Math.max(timeoutMs, 100), 60_000)))
}
