/**
 * Admission control without time, timers and sockets: every call says what time it is, and whoever asked is settled through a callback, once.
 *
 *   came ──▶ cursor ──▶ line of its class ──▶ place ──▶ left
 *              │             │
 *              ▼             ▼
 *           refused       refused (line full, waited too long, deadline, expected too late) or withdrawn (its sender has gone)
 *
 * Places are given by class, most important first. Each plane has a share that the other cannot take: control no more than half of the places, so that
 * long overviews never fill them; and control's next turn comes before the sheddable work of intake while it has no place at all and nobody is refused. A place is taken until the work has really ended, so work that hangs takes no more than its places.
 */
import { type Cursor, createCursor } from './cursor.ts'
import { createLimit, type Limit } from './limit.ts'
import { type LoadClass, loadClasses } from './load-class.ts'
import { type Plane, planes } from './plane.ts'
import { createLine, type Line } from './queue.ts'
import { gateOf, rankCount, rankOf } from './rank.ts'
import { type AdmissionSettings, admissionSettings } from './settings.ts'

/** A request that asks for a place. Times are of the same clock as every `nowMs`. */
export interface Asked {
  readonly loadClass: LoadClass
  readonly bucket: number
  readonly plane: Plane
  readonly kind: string
  readonly arrivedAtMs: number
  readonly deadlineAtMs: number
  readonly isReturning: boolean
}

/** A request from asking to leaving. */
export interface Ticket extends Asked {
  readonly queuedAtMs: number
  placedAtMs: number | undefined
  state: 'waiting' | 'placed' | 'gone'
  /** Called once: with true when it has a place, with false when it is refused. */
  settle(hasPlace: boolean): void
}

/** Why a request was refused. */
export type Why = 'cursor' | 'full' | 'late' | 'deadline'

/** The core of admission control. */
export interface Core {
  /** A request came: whether it may go on. */
  pass(loadClass: LoadClass, bucket: number, nowMs: number): boolean
  /** It asks for a place; it is settled now or later. */
  ask(asked: Asked, nowMs: number, settle: (hasPlace: boolean) => void): Ticket
  /** Nobody waits for it any more; where it has a place already nothing changes. */
  withdraw(ticket: Ticket, nowMs: number): void
  /** Its work has really ended. */
  leave(ticket: Ticket, nowMs: number): void
  /** To be called every few milliseconds. */
  tick(nowMs: number): void
  queued(loadClass: LoadClass): number
  inFlight(plane: Plane): number
  places(): number
  cursor(): number
}

/** What the core tells about each request as it is settled, for whoever counts. */
export interface Watcher {
  admitted(ticket: Ticket, waitedMs: number): void
  refused(loadClass: LoadClass, why: Why): void
}

/** Weight of one request in the time that places are taken: some fifty requests count. */
const tookWeight = 0.03

/** The core, empty, at `startMs`. */
export function createCore(watcher: Watcher, settings: AdmissionSettings = admissionSettings, startMs = 0): Core {
  const cursor: Cursor = createCursor(settings.cursor, startMs)
  const limit: Limit = createLimit(settings.limit, startMs)
  const lines = new Map<LoadClass, Line<Ticket>>(loadClasses.map((name) => [name, createLine(settings.lines[name], startMs)]))
  const inFlight: Record<Plane, number> = { intake: 0, control: 0 }
  let tookMs = 10 // how long a place is taken, lately
  let besideCount = 1 // and how many are taken then
  let movedAtMs = startMs // when one was last given or left

  const taken = (): number => inFlight.intake + inFlight.control
  const isOpen = (plane: Plane): boolean => {
    const places = limit.places()
    if (taken() >= places) return false
    return plane === 'intake' || inFlight.control < Math.min(settings.controlPlacesMax, Math.ceil(places * settings.controlShareMax))
  }
  const refuse = (ticket: Ticket, why: Why, nowMs: number): void => {
    ticket.state = 'gone'
    cursor.outcome(pressureOf(ticket, nowMs), false)
    watcher.refused(ticket.loadClass, why)
    ticket.settle(false)
  }
  const pressureOf = (ticket: Ticket, nowMs: number): number => (nowMs - ticket.arrivedAtMs) / settings.lines[ticket.loadClass].targetMs
  const place = (ticket: Ticket, nowMs: number): void => {
    ticket.state = 'placed'
    ticket.placedAtMs = nowMs
    movedAtMs = nowMs
    inFlight[ticket.plane] += 1
    if (!ticket.isReturning) cursor.outcome(pressureOf(ticket, nowMs), true)
    watcher.admitted(ticket, nowMs - ticket.arrivedAtMs)
    ticket.settle(true)
  }
  const nextTicket = (nowMs: number): Ticket | undefined => {
    const open = planes.filter(isOpen)
    if (open.length === 0) return undefined
    const isControlDue = inFlight.control === 0 && open.includes('control') && cursor.position() === rankCount
    for (const [name, line] of lines) {
      if (isControlDue && name === 'sheddable_plus') {
        const due = lines.get(name)!.next(nowMs, ['control']) ?? lines.get('sheddable')!.next(nowMs, ['control'])
        if (due !== undefined) return due
      }
      const ticket = line.length === 0 ? undefined : line.next(nowMs, open)
      if (ticket !== undefined) return ticket
    }
    return undefined
  }
  const serve = (nowMs: number): void => {
    for (const line of lines.values())
      for (const ticket of line.expired(nowMs)) refuse(ticket, nowMs >= ticket.deadlineAtMs ? 'deadline' : 'late', nowMs)
    for (let ticket = nextTicket(nowMs); ticket !== undefined; ticket = nextTicket(nowMs)) place(ticket, nowMs)
  }
  /** How long a newcomer would wait: those above its class go first, and those of its own, but where the newest goes first. */
  const expectedMs = ({ loadClass, isReturning }: Asked, nowMs: number): number => {
    let ahead = Math.max(0, taken() - limit.places() + 1)
    for (const name of loadClasses.slice(0, loadClasses.indexOf(loadClass))) ahead += lines.get(name)!.length
    const line = lines.get(loadClass)!
    if (!isReturning && !line.isStanding(nowMs)) ahead += line.length
    return ahead / servablePerMs(nowMs)
  }
  /** By Little's law, when all places are taken. Where they are and nothing has moved for longer than usual, it is less than it was. */
  const servablePerMs = (nowMs: number): number =>
    Math.max(limit.usualPlaces(), besideCount) / (taken() < limit.places() ? tookMs : Math.max(tookMs, nowMs - movedAtMs))
  /** Whether the last in some line cannot be served within the time its class may wait. */
  const isOverfull = (servable: number): boolean => {
    let ahead = 0
    for (const [name, line] of lines) {
      ahead += line.length
      if (line.length > 0 && ahead > servable * settings.lines[name].targetMs) return true
    }
    return false
  }
  return {
    pass: (loadClass, bucket, nowMs) => {
      const passes = cursor.pass(rankOf(loadClass, bucket), nowMs)
      if (!passes) watcher.refused(loadClass, 'cursor')
      return passes
    },
    ask: (asked, nowMs, settle) => {
      const ticket: Ticket = { ...asked, queuedAtMs: nowMs, placedAtMs: undefined, state: 'waiting', settle }
      if (!asked.isReturning) cursor.entered()
      if (nowMs >= asked.deadlineAtMs || (!isOpen(asked.plane) && nowMs + expectedMs(asked, nowMs) > asked.deadlineAtMs)) {
        refuse(ticket, 'deadline', nowMs)
        return ticket
      }
      const displaced = lines.get(asked.loadClass)!.add(ticket)
      if (displaced !== undefined) refuse(displaced, 'full', nowMs)
      serve(nowMs)
      return ticket
    },
    withdraw: (ticket, nowMs) => {
      if (ticket.state !== 'waiting') return
      lines.get(ticket.loadClass)!.remove(ticket)
      refuse(ticket, 'deadline', nowMs)
    },
    leave: (ticket, nowMs) => {
      if (ticket.state !== 'placed') return
      ticket.state = 'gone'
      const beside = taken()
      inFlight[ticket.plane] -= 1
      limit.sample(ticket.kind, nowMs - ticket.placedAtMs!, beside, nowMs)
      tookMs += tookWeight * (nowMs - ticket.placedAtMs! - tookMs)
      besideCount += tookWeight * (beside - besideCount)
      movedAtMs = nowMs
      serve(nowMs)
    },
    tick: (nowMs) => {
      limit.tick(nowMs)
      serve(nowMs)
      const isIdle = taken() < limit.places() && loadClasses.every((name) => lines.get(name)!.length === 0)
      const servable = servablePerMs(nowMs)
      cursor.tick(nowMs, { isIdle, isOverfull: isOverfull(servable), servablePerSecond: servable * 1000 })
      for (const [name, line] of lines)
        if (line.length > 0 && gateOf(name, cursor.position()) === 'shut') for (const ticket of line.flush()) refuse(ticket, 'late', nowMs)
    },
    queued: (loadClass) => lines.get(loadClass)!.length,
    inFlight: (plane) => inFlight[plane],
    places: () => limit.places(),
    cursor: () => cursor.position(),
  }
}
