/**
 * Draws the pass as a QR code anew for every 30-second slot, signed by the phone, without any network. A picture of it is worth nothing two slots later.
 * Must not choose the pass.
 */
import { presentPass, SLOT_SECONDS, slotAt } from '@evergate/pass'
import { everyBoundary, now } from '../../shared/clock.ts'
import type { DeviceKey } from '../../shared/device-key.ts'
import { drawQr, type QrDrawing } from '../../shared/qr.ts'

export const slotMs = SLOT_SECONDS * 1000

export type ShownQr = { readonly drawing: QrDrawing } | { readonly broken: string }

/** Calls `show` at once and at each slot's start; the answer stops it. A phone waking up from sleep draws the current slot at once. */
export function renewQr(pass: Uint8Array, key: DeviceKey, show: (qr: ShownQr) => void): () => void {
  let stopped = false
  let shownSlot = -1
  const draw = async (): Promise<void> => {
    const seconds = Math.floor(now() / 1000)
    const slot = slotAt(seconds)
    if (slot <= shownSlot && shownSlot - slot < 2) return
    shownSlot = slot
    const text = await presentPass(pass, key, { now: seconds })
    if (stopped || slot !== shownSlot) return
    show(text.ok ? { drawing: drawQr(text.value) } : { broken: text.reason })
  }
  const redraw = (): void => void draw()
  const stop = everyBoundary(slotMs, redraw)
  document.addEventListener('visibilitychange', redraw)
  redraw()
  return () => {
    stopped = true
    stop()
    document.removeEventListener('visibilitychange', redraw)
  }
}
