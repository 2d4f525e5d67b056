/**
 * When this phone talks to the server: by itself at the moment spread for it, and when a person presses the button. With a valid pass in store and nothing
 * queued, opening the app makes no request at all. While the server wishes to be left alone, presses wait for the one call that is made afterwards.
 */
import { type Ask, createJoinedCalls } from '@evergate/pass/contact'
import { effect, signal } from '@preact/signals'
import type { Refusal } from '../../shared/api.ts'
import { after, chance, now } from '../../shared/clock.ts'
import { checkForNewVersion } from '../../shared/shell/service-worker.ts'
import { createBackgroundWait } from './background-wait.ts'
import { meQuery } from './me.ts'
import { loadMessages } from './messages.ts'
import { sendQueued } from './outgoing.ts'
import { planNextPasses } from './pass-plan.ts'
import { people } from './people.ts'
import { phone } from './phone.ts'
import { askRegion } from './region.ts'
import { heard } from './server.ts'
import { refreshWallet, wallet } from './wallet.ts'

/** Browsers carry timers of 24.8 days at most; half a day is looked at again. */
const timerMsMax = 12 * 3_600_000
/** A whole street has its network back, or hears the same call to open the app, in the same second. */
const sendSpreadMs = 5_000

/** The moment at which the app asks because a person pressed while the server wished to be left alone; null where nobody did. */
export const promisedAt = signal<number | null>(null)

/** Until when the server wishes to be left alone by this page; may be past. */
export function awayUntil(): number {
  return heard.value.awayUntilMs.critical
}

const contacts = createJoinedCalls()

/** Talks to the server once: passes first, everything else after. Joins a contact that is under way. Answers why no passes arrived, or null. */
export function contactServer(by: Ask['by']): Promise<Refusal | null> {
  return contacts.join('passes', async () => {
    const refusal = await refreshWallet(by)
    if (refusal !== null) return refusal
    const holdsOthers = people.value.length > 1
    await Promise.all([
      askRegion(),
      sendQueued('background'),
      loadMessages(),
      checkForNewVersion(import.meta.env.BASE_URL),
      holdsOthers ? meQuery.load('background') : undefined,
    ])
    return null
  })
}

/** The button: asks now, or joins what is under way, or waits for the moment from which the server may be asked again. */
export function pressUpdate(): void {
  const waitMs = awayUntil() - now()
  if (waitMs <= 0 || contacts.isUnderWay('passes')) return void contactServer('person')
  if (promisedAt.value !== null) return
  promisedAt.value = awayUntil()
  after(waitMs, () => {
    promisedAt.value = null
    void contactServer('person')
  })
}

/** Keeps the contacts going while the app is open. */
export function startContacts(): void {
  let cancel = (): void => {}
  let pausedUntil = 0
  const wait = createBackgroundWait()
  const contact = async (by: Ask['by']): Promise<void> => {
    const refusal = await contactServer(by)
    if (refusal === null) return wait.end()
    pausedUntil = now() + wait.afterFailure(refusal)
    look()
  }
  const look = (): void => {
    cancel()
    const current = phone.peek()
    if (current.stage !== 'enrolled' || current.ended) return
    const at = Math.max(planNextPasses(), pausedUntil)
    const delayMs = Math.min(Math.max(at - now(), 0), timerMsMax)
    // Somebody who has no code to show is waiting for it.
    cancel = after(delayMs, () => (at <= now() ? void contact(hasValidPass() ? 'background' : 'person') : look()))
  }
  effect(() => {
    void phone.value
    void wallet.value
    look()
  })
  const sendSoon = (): void => void after(chance() * sendSpreadMs, () => void sendQueued('background'))
  sendSoon() // what an earlier page could not send
  window.addEventListener('online', () => {
    pausedUntil = 0
    look()
    sendSoon()
  })
}

function hasValidPass(): boolean {
  const passes = wallet.peek()?.value.passes ?? []
  return passes.some((pass) => Date.parse(pass.validFrom) <= now() && now() < Date.parse(pass.validUntil))
}
