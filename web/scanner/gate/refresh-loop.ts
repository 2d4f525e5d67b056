// When to ask for files again: every 10 to 16 s while it works, so that a red list reaches an online gate within 30 s;
// ever more seldom while it does not; at once when the network comes back. Knows nothing of what is fetched.
import { after, chance } from '../../shared/clock.ts'

export interface RoundOutcome {
  readonly failed: boolean
  readonly retryAfterMs: number | null
}

export interface RefreshLoop {
  /** Begins a round now, unless one is under way. */
  poke(): void
  stop(): void
}

const STEADY_MS = 10_000
const STEADY_SPREAD_MS = 6_000
const FAILED_FIRST_MS = 5_000
const FAILED_MS_MAX = 120_000

/** `failures` counts the failed rounds in a row, `jitter` runs from 0 to 1. */
export function nextDelayMs(failures: number, retryAfterMs: number | null, jitter: number): number {
  if (failures === 0) return STEADY_MS + jitter * STEADY_SPREAD_MS
  const span = Math.min(FAILED_FIRST_MS * 2 ** (failures - 1), FAILED_MS_MAX)
  // Half fixed, half spread: ten thousand gates must neither come back together nor ask without a pause.
  return Math.max(span / 2 + (jitter * span) / 2, retryAfterMs ?? 0)
}

export function startRefreshLoop(round: () => Promise<RoundOutcome>): RefreshLoop {
  let stopped = false
  let running = false
  let failures = 0
  let cancel = (): void => {}

  const run = async (): Promise<void> => {
    if (running || stopped) return
    running = true
    cancel()
    const outcome = await round()
    running = false
    failures = outcome.failed ? failures + 1 : 0
    if (!stopped) cancel = after(nextDelayMs(failures, outcome.retryAfterMs, chance()), () => void run())
  }
  const poke = (): void => {
    failures = 0
    void run()
  }
  const onVisible = (): void => {
    if (!document.hidden) poke()
  }
  addEventListener('online', poke)
  document.addEventListener('visibilitychange', onVisible)
  void run()
  return {
    poke,
    stop() {
      stopped = true
      cancel()
      removeEventListener('online', poke)
      document.removeEventListener('visibilitychange', onVisible)
    },
  }
}
