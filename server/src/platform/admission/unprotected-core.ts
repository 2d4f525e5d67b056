/**
 * What most servers do instead, to be compared with: a fixed number of connections, everybody waits for one, first come first served, however long,
 * and work is done even when nobody waits for it any more. With a rate, a token bucket in front. For comparisons only.
 */
import type { Core, Watcher } from './core.ts'
import type { LoadClass } from './load-class.ts'
import { rankCount } from './rank.ts'
import { type Ticket, ticketOf } from './ticket.ts'

const places = 16

/** A core without protection; `perSecond`: a fixed rate over all requests, with a burst of one second. */
export function createUnprotectedCore(watcher: Watcher, perSecond = Number.POSITIVE_INFINITY, startMs = 0): Core {
  const line: Ticket[] = []
  let head = 0
  const queued = new Map<LoadClass, number>()
  const count = (loadClass: LoadClass, by: 1 | -1): void => void queued.set(loadClass, (queued.get(loadClass) ?? 0) + by)
  let taken = 0
  let tokens = { left: perSecond, atMs: startMs }
  const serve = (nowMs: number): void => {
    while (taken < places && head < line.length) {
      const ticket = line[head]!
      head += 1
      taken += 1
      count(ticket.loadClass, -1)
      ticket.state = 'placed'
      ticket.placedAtMs = nowMs
      watcher.admitted(ticket, nowMs - ticket.arrivedAtMs)
      ticket.settle(true)
    }
    if (head < 10_000 && head < line.length) return
    line.splice(0, head)
    head = 0
  }
  return {
    pass: (loadClass, _bucket, nowMs) => {
      if (perSecond === Number.POSITIVE_INFINITY) return true
      tokens = { left: Math.min(perSecond, tokens.left + ((nowMs - tokens.atMs) * perSecond) / 1000), atMs: nowMs }
      if (tokens.left < 1) {
        watcher.refused(loadClass, 'cursor')
        return false
      }
      tokens = { ...tokens, left: tokens.left - 1 }
      return true
    },
    ask: (asked, nowMs, settle) => {
      const ticket = ticketOf(asked, nowMs, settle)
      line.push(ticket)
      count(asked.loadClass, 1)
      serve(nowMs)
      return ticket
    },
    refusedInFront: () => undefined,
    turnedAwayInFront: () => undefined,
    withdraw: () => undefined,
    leave: (ticket, nowMs) => {
      if (ticket.state !== 'placed') return
      ticket.state = 'gone'
      taken -= 1
      serve(nowMs)
    },
    tick: serve,
    queued: (loadClass) => queued.get(loadClass) ?? 0,
    inFlight: (plane) => (plane === 'intake' ? taken : 0),
    places: () => places,
    cursor: () => rankCount,
    door: () => rankCount,
  }
}
