// When to send: soon after something was written, at once when the network comes back or a person asks, ever more seldom while it does not work.
// One run at a time; what is written meanwhile goes along. Knows nothing of records.
import { retryDelayMs } from '@evergate/pass/contact'
import { after, chance } from '../../../shared/clock.ts'

export type RunOutcome =
  | { readonly outcome: 'done' }
  /** Something still waits. */
  | { readonly outcome: 'later'; readonly retryAfterMs: number | null }

export interface SyncLoop {
  /** Something was written. A desk writes every ten seconds all day: a few records share a request. */
  sendSoon(): void
  sendNow(): void
  stop(): void
}

const SOON_MS = 3_000
const SOON_SPREAD_MS = 5_000
const RETRY_MS_MIN = 1_000

export function startSyncLoop(run: () => Promise<RunOutcome>, onRunning: (running: boolean) => void): SyncLoop {
  let failures = 0
  let running = false
  let again = false
  let stopped = false
  /** Until when the server asked to be left alone is kept by this timer: `sendSoon` does not shorten it. */
  let cancel: (() => void) | null = null

  const runAll = async (): Promise<void> => {
    again = true
    if (running || stopped) return
    running = true
    onRunning(true)
    cancel?.()
    cancel = null
    let last: RunOutcome = { outcome: 'done' }
    while (again && !stopped) {
      again = false
      // A storage that fails under it is trouble like any other.
      last = await run().catch((): RunOutcome => ({ outcome: 'later', retryAfterMs: null }))
      if (last.outcome === 'later') break
    }
    running = false
    onRunning(false)
    failures = last.outcome === 'done' ? 0 : failures + 1
    if (last.outcome === 'later' && !stopped) schedule(RETRY_MS_MIN + retryDelayMs(failures, last.retryAfterMs, chance()))
    else if (again) sendSoon()
  }
  const schedule = (delayMs: number): void => {
    cancel = after(delayMs, () => {
      cancel = null
      void runAll()
    })
  }
  const sendSoon = (): void => {
    if (running) again = true
    else if (cancel === null && !stopped) schedule(SOON_MS + chance() * SOON_SPREAD_MS)
  }
  const sendNow = (): void => {
    failures = 0
    void runAll()
  }
  addEventListener('online', sendNow)
  return {
    sendSoon,
    sendNow,
    stop() {
      stopped = true
      cancel?.()
      removeEventListener('online', sendNow)
    },
  }
}
