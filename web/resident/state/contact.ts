/**
 * When this phone talks to the server on its own: passes at the moment the server spread it to, queued declarations when there is something to send.
 * With a valid pass in store and nothing queued, opening the app makes no request at all.
 */
import { effect } from '@preact/signals'
import { after, chance, now } from '../../shared/clock.ts'
import { checkForNewVersion } from '../../shared/shell/service-worker.ts'
import { sendQueued } from './outgoing.ts'
import { phone } from './phone.ts'
import { askRegion } from './region.ts'
import { refreshWallet, wallet } from './wallet.ts'
import type { Passes } from './wire.ts'

/** A due contact is spread once more over this time, because many people open their code in the same minute of the morning. */
const spreadMs = 40_000
const failedPauseMs = 5 * 60_000
/** Longest delay a browser timer carries is 24.8 days; half a day is looked at again. */
const timerMsMax = 12 * 3_600_000

/** Milliseconds to wait before the next contact; 0 means at once: there is no pass to show without it. */
export function contactDelayMs(passes: Passes | null, nowMs: number, jitter: number): number {
  if (passes === null) return 0
  const valid = passes.passes.some((pass) => Date.parse(pass.validFrom) <= nowMs && nowMs < Date.parse(pass.validUntil))
  if (!valid) return 0
  const dueAt = Date.parse(passes.nextContactAt)
  if (Number.isNaN(dueAt) || dueAt <= nowMs) return Math.round(spreadMs * jitter)
  return Math.min(dueAt - nowMs, timerMsMax)
}

/** Talks to the server once: passes first, everything else after. */
export async function contactServer(): Promise<void> {
  const renewed = await refreshWallet()
  if (!renewed) return
  await Promise.all([askRegion(), sendQueued(), checkForNewVersion(import.meta.env.BASE_URL)])
}

/** Keeps the contacts going while the app is open. */
export function startContacts(): void {
  let cancel = (): void => {}
  const arm = (delayMs: number): void => {
    cancel()
    cancel = after(delayMs, async () => {
      const before = wallet.value
      if (contactDelayMs(before?.value ?? null, now(), 0) === 0) await contactServer()
      if (phone.value.stage === 'enrolled' && wallet.value === before) arm(failedPauseMs)
    })
  }
  effect(() => {
    cancel()
    const current = phone.value
    if (current.stage !== 'enrolled' || current.ended) return
    arm(contactDelayMs(wallet.value?.value ?? null, now(), chance()))
  })
  window.addEventListener('online', () => {
    const current = phone.value
    if (current.stage !== 'enrolled' || current.ended) return
    void sendQueued()
    arm(contactDelayMs(wallet.value?.value ?? null, now(), chance()))
  })
}
