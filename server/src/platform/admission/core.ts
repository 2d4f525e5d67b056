/**
 * Admission control without time, timers and sockets: every call says what time it is, and whoever asked is settled through a callback, once.
 *
 *   came ──▶ cursor ──▶ line of its class ──▶ place ──▶ left
 *              │             │
 *              ▼             ▼
 *           refused       refused (line full, waited too long, deadline, expected too late) or withdrawn (its sender has gone)
 *
 * Places are given by class, most important first. Each plane has a share that the other cannot take: control no more than half of the places, so that
 * long overviews never fill them; and control's next turn comes before the sheddable work of intake while it has no place at all, nobody is refused and nobody of intake
 * waits for long. A place is taken until the work has really ended, so work that hangs takes no more than its places.
 */
import { bucketCount } from './bucket.ts'
import { type Cursor, createCursor } from './cursor.ts'
import { createDoor } from './door.ts'
import { createFloor, type Floor } from './floor.ts'
import { createLines, type Lines } from './lines.ts'
import type { LoadClass } from './load-class.ts'
import type { Plane } from './plane.ts'
import { rankCount, rankOf } from './rank.ts'
import { type AdmissionSettings, admissionSettings } from './settings.ts'
import { type Asked, type Ticket, ticketOf } from './ticket.ts'
import { createTurnAway, type TurnAway } from './turn-away.ts'

/** Why a request was refused. */
export type Why = 'cursor' | 'full' | 'late' | 'deadline' | 'rung'

/** The core of admission control. */
export interface Core {
  /** A request came: whether it may go on. */
  pass(loadClass: LoadClass, bucket: number, nowMs: number): boolean
  /** A proxy in front refused so many of a class, going by the cursor; turned away so many before it, going by the door. */
  refusedInFront(loadClass: LoadClass, count: number, nowMs: number): void
  turnedAwayInFront(loadClass: LoadClass, count: number, nowMs: number): void
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
  /** The rank from which on a proxy should refuse whoever comes now: by the cursor, or before it because its line is long. */
  door(nowMs: number): number
}

/** What the core tells about each request as it is settled, for whoever counts. */
export interface Watcher {
  admitted(ticket: Ticket, waitedMs: number): void
  refused(loadClass: LoadClass, why: Why, count?: number): void
}

/** The core, empty, at `startMs`. */
export function createCore(watcher: Watcher, settings: AdmissionSettings = admissionSettings, startMs = 0): Core {
  const cursor = createCursor(settings.cursor, startMs)
  const floor = createFloor(settings, startMs)
  const lines = createLines(settings, startMs)
  const turnAway = createTurnAway(settings.lines)
  const door = createDoor({ cursor, floor, lines, turnAway }, settings)
  const pressureOf = (ticket: Ticket, nowMs: number): number => (nowMs - ticket.arrivedAtMs) / settings.lines[ticket.loadClass].targetMs
  const refuse = (ticket: Ticket, why: Why, nowMs: number): void => {
    ticket.state = 'gone'
    cursor.outcome(pressureOf(ticket, nowMs), false)
    if (why !== 'deadline') turnAway.refused(ticket.loadClass, nowMs)
    watcher.refused(ticket.loadClass, why)
    ticket.settle(false)
  }
  const place = (ticket: Ticket, nowMs: number): void => {
    ticket.state = 'placed'
    ticket.placedAtMs = nowMs
    floor.take(ticket, nowMs)
    if (!ticket.isReturning) cursor.outcome(pressureOf(ticket, nowMs), true)
    watcher.admitted(ticket, nowMs - ticket.arrivedAtMs)
    ticket.settle(true)
  }
  const next = (nowMs: number): Ticket | undefined => {
    const open = floor.open()
    const isCalm = cursor.position() === rankCount && !lines.of('sheddable_plus').isStanding(nowMs)
    const isControlDue = isCalm && floor.inFlight('control') === 0 && open.includes('control')
    return open.length === 0 ? undefined : lines.next(nowMs, open, isControlDue)
  }
  const serve = (nowMs: number): void => {
    for (const ticket of lines.expired(nowMs)) refuse(ticket, nowMs >= ticket.deadlineAtMs ? 'deadline' : 'late', nowMs)
    for (let ticket = next(nowMs); ticket !== undefined; ticket = next(nowMs)) place(ticket, nowMs)
  }
  const ask = (asked: Asked, nowMs: number, settle: Ticket['settle']): Ticket => {
    const ticket = ticketOf(asked, nowMs, settle)
    if (!asked.isReturning) cursor.entered()
    if (door.comesTooLate(asked, nowMs)) refuse(ticket, 'deadline', nowMs)
    else if (door.waitsInVain(asked, nowMs)) refuse(ticket, 'full', nowMs)
    else {
      turnAway.letIn(asked.loadClass, nowMs)
      const displaced = lines.of(asked.loadClass).add(ticket)
      if (displaced !== undefined) refuse(displaced, 'full', nowMs)
      serve(nowMs)
    }
    return ticket
  }
  return { ask, door: door.rank, ...accounts(watcher, { cursor, floor, lines, turnAway, refuse, serve }) }
}

interface Parts {
  readonly cursor: Cursor
  readonly floor: Floor
  readonly lines: Lines
  readonly turnAway: TurnAway
  refuse(ticket: Ticket, why: Why, nowMs: number): void
  serve(nowMs: number): void
}

/**
 * The ranks that the cursor leaves alone: of desks and of what is critical, as long as their own lines are short. They wait behind nobody less important, so
 * refusing them would only make up for a moment's wrong reckoning. Where a line was deep, the cursor has its class for some seconds; desks come back at once.
 */
function createSpared(lines: Lines): (nowMs: number) => number {
  let deepUntilMs = Number.NEGATIVE_INFINITY
  return (nowMs) => {
    if (lines.isDeep('critical', nowMs)) deepUntilMs = nowMs + cutForMs
    if (lines.isDeep('critical_plus', nowMs)) return 0
    return nowMs < deepUntilMs ? bucketCount : 2 * bucketCount
  }
}

const cutForMs = 5_000

/** Everything but asking: coming, going and time passing. */
function accounts(watcher: Watcher, { cursor, floor, lines, turnAway, refuse, serve }: Parts): Omit<Core, 'ask' | 'door'> {
  const spared = createSpared(lines)
  const note = (loadClass: LoadClass, why: Why, count: number, nowMs: number): void => {
    if (count > 0) turnAway.refused(loadClass, nowMs)
    watcher.refused(loadClass, why, count)
  }
  return {
    pass: (loadClass, bucket, nowMs) => {
      const passes = cursor.pass(rankOf(loadClass, bucket))
      if (!passes) note(loadClass, 'cursor', 1, nowMs)
      return passes
    },
    refusedInFront: (loadClass, count, nowMs) => {
      cursor.refusedInFront(rankOf(loadClass, 0), count)
      note(loadClass, 'cursor', count, nowMs)
    },
    turnedAwayInFront: (loadClass, count, nowMs) => {
      if (cursor.refusesMany(nowMs)) cursor.turnedAwayInFront(rankOf(loadClass, 0), count) // otherwise by another process's door
      note(loadClass, 'full', count, nowMs)
    },
    withdraw: (ticket, nowMs) => {
      if (ticket.state !== 'waiting') return
      lines.of(ticket.loadClass).remove(ticket)
      refuse(ticket, 'deadline', nowMs)
    },
    leave: (ticket, nowMs) => {
      if (ticket.state !== 'placed') return
      ticket.state = 'gone'
      floor.leave(ticket, nowMs)
      serve(nowMs)
    },
    tick: (nowMs) => {
      floor.tick(nowMs)
      serve(nowMs)
      const servable = floor.servablePerMs(nowMs)
      const isIdle = floor.taken() < floor.places() && lines.isEmpty()
      const sparedRanks = spared(nowMs)
      const isStuck = floor.isStuck(nowMs)
      cursor.tick(nowMs, { isIdle, isStuck, isOverfull: lines.isOverfull(servable), servablePerSecond: servable * 1000, sparedRanks })
      for (const ticket of lines.flush(cursor.position(), isStuck, nowMs)) refuse(ticket, 'late', nowMs)
    },
    queued: (loadClass) => lines.of(loadClass).length,
    inFlight: floor.inFlight,
    places: floor.places,
    cursor: cursor.position,
  }
}
