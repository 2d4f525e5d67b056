/**
 * When this phone talks to the server on its own: passes at the moment the server spread it to, queued declarations when there is something to send.
 * With a valid pass in store and nothing queued, opening the app makes no request at all.
 */
import { effect } from '@preact/signals'
import { after, chance, now } from '../../shared/clock.ts'
import { checkForNewVersion } from '../../shared/shell/service-worker.ts'
import { contactDelayMs } from './contact-delay.ts'
import { meQuery } from './me.ts'
import { loadMessages } from './messages.ts'
import { sendQueued } from './outgoing.ts'
import { people } from './people.ts'
import { phone } from './phone.ts'
import { askRegion } from './region.ts'
import { refreshWallet, wallet } from './wallet.ts'

const failedPauseMs = 5 * 60_000

/** Talks to the server once: passes first, everything else after. */
export async function contactServer(): Promise<void> {
  const renewed = await refreshWallet()
  if (!renewed) return
  const holdsOthers = people.value.length > 1
  await Promise.all([
    askRegion(),
    sendQueued(),
    loadMessages(),
    checkForNewVersion(import.meta.env.BASE_URL),
    holdsOthers ? meQuery.load() : undefined,
  ])
}

/** Keeps the contacts going while the app is open. */
export function startContacts(): void {
  let cancel = (): void => {}
  const arm = (delayMs: number): void => {
    cancel()
    cancel = after(delayMs, async () => {
      const before = wallet.value
      if (contactDelayMs(before, now(), 0) === 0) await contactServer()
      if (phone.value.stage === 'enrolled' && wallet.value === before) arm(failedPauseMs)
    })
  }
  effect(() => {
    cancel()
    const current = phone.value
    if (current.stage !== 'enrolled' || current.ended) return
    arm(contactDelayMs(wallet.value, now(), chance()))
  })
  window.addEventListener('online', () => {
    const current = phone.value
    if (current.stage !== 'enrolled' || current.ended) return
    void sendQueued()
    arm(contactDelayMs(wallet.value, now(), chance()))
  })
}
