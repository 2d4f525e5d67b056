/**
 * What the headers of answers tell about the server: its clock (a desk computer's own may be wrong), how much of it is on offer, and how soon it wants to be
 * asked again.
 * It keeps no answer and nothing about what was asked.
 */
import { learnServerTime } from '../../shared/clock.ts'
import { hearRung } from '../../shared/rung/heard-rung.ts'

let nextContactMs = 0

/** Remembers the clock and the wish of the answer these headers came with. */
export function noteServerContact(headers: Headers): void {
  hearRung((name) => headers.get(name))
  learnServerTime(Date.parse(headers.get('date') ?? ''))
  const seconds = Number(headers.get('x-evergate-next-contact') ?? Number.NaN)
  if (Number.isFinite(seconds) && seconds >= 0) nextContactMs = seconds * 1000
}

/** How long to wait before asking for the same again, in milliseconds: what the screen wishes, but never less than what the server wishes. */
export function pollAfterMs(wishedMs: number): number {
  return Math.max(wishedMs, nextContactMs)
}
