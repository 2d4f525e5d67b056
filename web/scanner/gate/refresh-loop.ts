// When to ask for files again: every 10 to 16 s while it works, so that a red list reaches an online gate within 30 s;
// ever more seldom while it does not; within some seconds when the network comes back. Knows nothing of what is fetched.
import { type Pace, retryDelayMs } from '@evergate/pass/contact'
import { after, chance, now } from '../../shared/clock.ts'

export interface RoundOutcome {
  readonly failed: boolean
  /** For how long the server wishes to be left alone, 0 where it does not say how long; null where it wishes nothing. */
  readonly retryAfterMs: number | null
}

export interface RefreshLoop {
  /** A person asks: begins a round now; joins one that is under way; waits for the planned one while the server wishes to be left alone. */
  poke(): void
  stop(): void
}

const STEADY_MS = 10_000
const STEADY_SPREAD_MS = 6_000
const FAILED_MS_MIN = 2_500
const FAILED_PACE: Pace = { firstMs: 5_000, mostMs: 120_000 }

/** `failures` counts the failed rounds in a row, `jitter` runs from 0 to 1. */
export function nextDelayMs(failures: number, retryAfterMs: number | null, jitter: number): number {
  if (failures === 0) return STEADY_MS + jitter * STEADY_SPREAD_MS
  return retryDelayMs(failures, Math.max(retryAfterMs ?? 0, FAILED_MS_MIN), jitter, FAILED_PACE)
}

/**
 * `onAway` is told the moment before which the server wishes not to be asked, or null. `keptUntil` is that moment as an earlier page left it, milliseconds since
 * 1970: the first round waits for it.
 */
export function startRefreshLoop(
  round: () => Promise<RoundOutcome>,
  onAway: (untilMs: number | null) => void = () => {},
  keptUntil = 0,
): RefreshLoop {
  let stopped = false
  let running = false
  let failures = 0
  let awayUntil = keptUntil
  let dueAt = 0
  let cancel = (): void => {}

  const run = async (): Promise<void> => {
    if (running || stopped) return
    running = true
    cancel()
    const { failed, retryAfterMs } = await round()
    running = false
    failures = failed ? failures + 1 : 0
    plan(nextDelayMs(failures, retryAfterMs, chance()))
    awayUntil = failed && retryAfterMs !== null ? dueAt : 0
    onAway(awayUntil === 0 ? null : awayUntil)
  }
  const plan = (delayMs: number): void => {
    cancel()
    dueAt = now() + delayMs
    if (!stopped) cancel = after(delayMs, () => void run())
  }
  const poke = (): void => {
    if (now() >= awayUntil) void run()
  }
  /** A glance brings only what is overdue, because a browser lets the timers of a hidden page sleep. */
  const onVisible = (): void => {
    if (!document.hidden && now() >= dueAt) void run()
  }
  /** What failed may have failed for want of a network: waiting begins anew. A whole building has its network back in the same second, so not at once. */
  const onReturn = (): void => {
    failures = 0
    if (!running && now() >= awayUntil) plan(Math.min(nextDelayMs(1, null, chance()), dueAt - now()))
  }
  addEventListener('online', onReturn)
  document.addEventListener('visibilitychange', onVisible)
  if (now() >= keptUntil) void run()
  else {
    plan(keptUntil - now())
    onAway(keptUntil)
  }
  return {
    poke,
    stop() {
      stopped = true
      cancel()
      removeEventListener('online', onReturn)
      document.removeEventListener('visibilitychange', onVisible)
    },
  }
}
