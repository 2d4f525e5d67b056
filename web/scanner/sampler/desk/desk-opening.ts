// The one desk of this page, from the first time it is wanted until the page goes: held against other pages, its log read, its records on their way.
import { effect, signal } from '@preact/signals'
import { after } from '../../../shared/clock.ts'
import { player } from '../../device/player.ts'
import { server } from '../../device/server.ts'
import { settings } from '../../device/settings.ts'
import { gate } from '../../gate/gate.ts'
import { measureRoom, type StorageRoom } from '../log/storage-room.ts'
import { startRegularLook } from '../regular-look.ts'
import { type DeskSync, startDeskSync } from '../sync/desk-sync.ts'
import { sheet } from '../view.ts'
import { Desk } from './desk.ts'
import { DeskBook } from './desk-book.ts'
import { type DeskHold, holdDesk, takeOverDesk, waitForDesk } from './desk-hold.ts'
import { askRoundsAgain, openRounds } from './round.ts'

export type Opening =
  | { readonly state: 'opening' }
  /** Another page of this device is the desk. */
  | { readonly state: 'elsewhere' }
  /** The log cannot be read at all: nothing is taken, rather than pretended. */
  | { readonly state: 'failed' }
  | { readonly state: 'open'; readonly desk: Desk; readonly sync: DeskSync }

export const opening = signal<Opening>({ state: 'opening' })
export const room = signal<StorageRoom | null>(null)

let begun = false
let lastHeld: DeskHold | null = null
let stopWaiting = new AbortController()

/** Opens the desk once. */
export async function openDesk(): Promise<void> {
  if (begun) return
  begun = true
  const held = await holdDesk()
  if (held !== null) return begin(held)
  opening.value = { state: 'elsewhere' }
  const waited = await waitForDesk(stopWaiting.signal)
  if (waited !== null) await begin(waited)
}

export async function takeOver(): Promise<void> {
  stopWaiting.abort()
  stopWaiting = new AbortController()
  const held = await takeOverDesk()
  if (held !== null) await begin(held)
}

/** After `failed`. */
export function tryAgain(): void {
  if (lastHeld !== null) void begin(lastHeld)
}

async function begin(held: DeskHold): Promise<void> {
  lastHeld = held
  opening.value = { state: 'opening' }
  const enrolment = settings.peek().enrolment
  const book = enrolment === null ? null : await DeskBook.open(enrolment.scannerId).catch(() => null)
  if (book === null) {
    opening.value = { state: 'failed' }
    return
  }
  let sync: DeskSync | null = null
  const siteId = (): string => settings.peek().enrolment?.site?.siteId ?? ''
  const desk = new Desk({ book, siteId, gate: () => gate.peek(), player, onNewTube: askForTube, onWritten: () => sync?.sendSoon() })
  sync = startDeskSync(server, desk)
  opening.value = { state: 'open', desk, sync }
  const stopLooking = keepLooking()
  void held.lost.then(() => {
    desk.close()
    sync?.stop()
    stopLooking()
    begun = false
    opening.value = { state: 'elsewhere' }
    // Somebody may come back to this page when the other one has gone.
    void openDesk()
  })
}

function askForTube(code: string): void {
  sheet.value = { kind: 'open_tube', code }
}

/** The rounds of the site, again whenever it changes and until the server has told them; the room on the disk, about every minute. */
function keepLooking(): () => void {
  const stopRounds = effect(() => {
    const siteId = settings.value.enrolment?.site?.siteId
    if (siteId !== undefined) void openRounds(siteId).catch(() => {})
  })
  const lookAtRoom = (): void => void measureRoom().then((measured) => (room.value = measured))
  lookAtRoom()
  // What the browser is asked to keep is not thrown away when a phone runs short.
  after(0, () => void navigator.storage?.persist?.().catch(() => {}))
  const stopLook = startRegularLook(() => {
    lookAtRoom()
    if (navigator.onLine) void askRoundsAgain()
  })
  return () => {
    stopRounds()
    stopLook()
  }
}
