/**
 * When this phone talks to the server: by itself at the moment spread for it, and when a person presses the button. With a valid pass in store and nothing
 * queued, opening the app makes no request at all. While the server wishes to be left alone, presses wait for the one call that is made afterwards.
 */
import { type Ask, canBeShown, createJoinedCalls } from '@evergate/pass/contact'
import { effect, signal } from '@preact/signals'
import type { Refusal } from '../../shared/api.ts'
import { after, chance, clockOffsetMs, now } from '../../shared/clock.ts'
import { checkForNewVersion, readServerTime } from '../../shared/shell/service-worker.ts'
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
import { validityOf } from './wire.ts'

/** Browsers carry timers of 24.8 days at most; half a day is looked at again. */
const timerMsMax = 12 * 3_600_000
/** A whole street has its network back, or hears the same call to open the app, in the same second. */
const sendSpreadMs = 5_000
/** The least between two contacts that the app makes by itself, whatever moments the server names and whatever this phone's clock says. */
const betweenMsMin = 3_000
const clockSpreadMs = 40_000

/** The moment at which the app asks because a person pressed while the server wished to be left alone; null where nobody did. */
export const promisedAt = signal<number | null>(null)

/** Until when the server wishes to be left alone by this page; may be past. */
export function awayUntil(): number {
  return heard.value.awayUntilMs.critical
}

const contacts = createJoinedCalls()
const wait = createBackgroundWait()
/** Contacts made so far: after each the next is planned. */
const contactsMade = signal(0)
/** Before this the app does not come by itself. */
let pausedUntil = 0
/** A person asked and got nothing: the app asks again by itself. */
let isOwed = false

/** Talks to the server once: passes first, and what else there is when they have come. Joins a contact that is under way. Answers why no passes arrived, or null. */
export async function contactServer(by: Ask['by']): Promise<Refusal | null> {
  const refusal = await contacts.join('passes', () => askForPasses(by))
  if (refusal === null) void contacts.join('rest', askForTheRest)
  else if (by === 'person' && refusal.passing) isOwed = true
  contactsMade.value += 1
  return refusal
}

async function askForPasses(by: Ask['by']): Promise<Refusal | null> {
  const refusal = await refreshWallet(by)
  if (refusal === null) {
    wait.end()
    isOwed = false
  }
  pausedUntil = now() + (refusal === null ? betweenMsMin : wait.afterFailure(refusal))
  return refusal
}

function askForTheRest(): Promise<unknown> {
  const holdsOthers = people.value.length > 1
  return Promise.all([
    askRegion(),
    sendQueued('background'),
    loadMessages(),
    checkForNewVersion(import.meta.env.BASE_URL),
    holdsOthers ? meQuery.load('background') : undefined,
  ])
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
  const look = (): void => {
    cancel()
    const current = phone.peek()
    if (current.stage !== 'enrolled' || current.ended) return
    const at = Math.max(isOwed ? 0 : planNextPasses(), pausedUntil)
    const delayMs = Math.min(Math.max(at - now(), 0), timerMsMax)
    // Somebody who has no code to show is waiting for it.
    cancel = after(delayMs, () => (at <= now() ? void contactServer(hasValidPass() ? 'background' : 'person') : look()))
  }
  effect(() => {
    void phone.value
    void wallet.value
    void contactsMade.value
    look()
  })
  const sendSoon = (): void => void after(chance() * sendSpreadMs, () => void sendQueued('background'))
  sendSoon() // what an earlier page could not send
  window.addEventListener('online', () => {
    pausedUntil = isOwed && hasValidPass() ? now() + chance() * sendSpreadMs : 0
    look()
    sendSoon()
  })
  // A correction from an earlier day may be wrong by now: the phone's clock may have been put right. With a valid pass nothing else would notice.
  if (clockOffsetMs() !== 0) after(chance() * clockSpreadMs, () => void readServerTime(import.meta.env.BASE_URL))
}

function hasValidPass(): boolean {
  return wallet.peek()?.value.passes.some((pass) => canBeShown(validityOf(pass), now())) ?? false
}
