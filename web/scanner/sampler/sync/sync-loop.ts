// When to send: soon after something was written or the network came back, at once when a person asks, ever more seldom while it does not work.
// One run at a time; what is written meanwhile goes along. Knows nothing of records.
import { retryDelayMs } from '@evergate/pass/contact'
import { type ReadonlySignal, signal } from '@preact/signals'
import { after, chance, now } from '../../../shared/clock.ts'

export type RunOutcome =
  | { readonly outcome: 'done' }
  /** Something still waits. */
  | { readonly outcome: 'later'; readonly retryAfterMs: number | null }

export interface SyncLoop {
  readonly running: ReadonlySignal<boolean>
  /** When what waits is sent again by itself, after an attempt that ended early. */
  readonly postponedUntil: ReadonlySignal<number | null>
  /** Something was written. A desk writes every ten seconds all day: a few records share a request. */
  sendSoon(): void
  sendNow(): void
  stop(): void
}

const SOON_MS = 3_000
const SOON_SPREAD_MS = 5_000
const RETRY_MS_MIN = 1_000

export function startSyncLoop(run: () => Promise<RunOutcome>): SyncLoop {
  const running = signal(false)
  const postponedUntil = signal<number | null>(null)
  let failures = 0
  let again = false
  let stopped = false
  /** Until when the server asked to be left alone is kept by this timer: `sendSoon` does not shorten it. */
  let cancel: (() => void) | null = null

  const runAll = async (): Promise<void> => {
    again = true
    if (running.peek() || stopped) return
    running.value = true
    cancel?.()
    cancel = null
    let last: RunOutcome = { outcome: 'done' }
    while (again && !stopped) {
      again = false
      // A storage that fails under it is trouble like any other.
      last = await run().catch((): RunOutcome => ({ outcome: 'later', retryAfterMs: null }))
      if (last.outcome === 'later') break
    }
    running.value = false
    failures = last.outcome === 'done' ? 0 : failures + 1
    const delayMs = last.outcome === 'done' ? null : RETRY_MS_MIN + retryDelayMs(failures, last.retryAfterMs, chance())
    postponedUntil.value = delayMs === null ? null : now() + delayMs
    if (delayMs !== null && !stopped) schedule(delayMs)
    else if (again) sendSoon()
  }
  const schedule = (delayMs: number): void => {
    cancel = after(delayMs, () => {
      cancel = null
      void runAll()
    })
  }
  const sendSoon = (): void => {
    if (running.peek()) again = true
    else if (cancel === null && !stopped) schedule(SOON_MS + chance() * SOON_SPREAD_MS)
  }
  const sendNow = (): void => {
    failures = 0
    void runAll()
  }
  // A whole street has its network back in the same second, and what failed before may have failed for want of one.
  const onReturn = (): void => {
    failures = 0
    cancel?.()
    if (!running.peek()) schedule(chance() * SOON_SPREAD_MS)
  }
  addEventListener('online', onReturn)
  const stop = (): void => {
    stopped = true
    cancel?.()
    removeEventListener('online', onReturn)
  }
  return { running, postponedUntil, sendSoon, sendNow, stop }
}
