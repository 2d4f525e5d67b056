/**
 * The lines of all classes, most important first: whose turn is next, and how many go before a newcomer. Pure: time comes in.
 */
import { type LoadClass, loadClasses } from './load-class.ts'
import type { Plane } from './plane.ts'
import { createLine, type Line } from './queue.ts'
import { gateOf } from './rank.ts'
import type { AdmissionSettings } from './settings.ts'
import type { Ticket } from './ticket.ts'

/** The lines of one process. */
export interface Lines {
  of(loadClass: LoadClass): Line<Ticket>
  isEmpty(): boolean
  /** Who has the next turn, taken out; `isControlDue`: of the sheddable classes, control goes first. */
  next(nowMs: number, open: readonly Plane[], isControlDue: boolean): Ticket | undefined
  /** Who has waited too long, taken out. */
  expired(nowMs: number): Ticket[]
  /** Who waits in vain in a class that the cursor has shut, taken out: at once where all places stand still, otherwise once it has been shut for half a second. */
  flush(cursor: number, isStuck: boolean, nowMs: number): Ticket[]
  /** How many wait in this class and those above it. */
  upTo(loadClass: LoadClass): number
  /** How many go before a newcomer: those above its class, and those of its own, but where the newest goes first. */
  ahead(newcomer: Pick<Ticket, 'loadClass' | 'isReturning'>, nowMs: number): number
  /** Whether the last in some line cannot be served within the time its class may wait. */
  isOverfull(servablePerMs: number): boolean
  /** Whether more than a stall is behind the line of a class: half of the most that may wait does, or it has not been empty for a second. */
  isDeep(loadClass: LoadClass, nowMs: number): boolean
}

const deepAfterMs = 1_000
/** A hiccup shuts a class for less than this, and whoever waits is served after it; what lasts longer is no hiccup. */
const shutForMs = 500

/** Empty lines. */
export function createLines(settings: AdmissionSettings, startMs: number): Lines {
  const lines = new Map<LoadClass, Line<Ticket>>(loadClasses.map((name) => [name, createLine(settings.lines[name], startMs)]))
  const openAtMs = new Map<LoadClass, number>(loadClasses.map((name) => [name, startMs]))
  const of = (name: LoadClass): Line<Ticket> => lines.get(name)!
  const upTo = (name: LoadClass): number =>
    loadClasses.slice(0, loadClasses.indexOf(name) + 1).reduce((sum, one) => sum + of(one).length, 0)
  const dueToControl = (nowMs: number): Ticket | undefined =>
    of('sheddable_plus').next(nowMs, ['control']) ?? of('sheddable').next(nowMs, ['control'])
  return {
    of,
    isEmpty: () => loadClasses.every((name) => of(name).length === 0),
    next: (nowMs, open, isControlDue) => {
      for (const [name, line] of lines) {
        const due = isControlDue && name === 'sheddable_plus' ? dueToControl(nowMs) : undefined
        const ticket = due ?? (line.length === 0 ? undefined : line.next(nowMs, open))
        if (ticket !== undefined) return ticket
      }
      return undefined
    },
    expired: (nowMs) => [...lines.values()].flatMap((line) => (line.length === 0 ? [] : line.expired(nowMs))),
    flush: (cursor, isStuck, nowMs) =>
      [...lines].flatMap(([name, line]) => {
        if (gateOf(name, cursor) !== 'shut') openAtMs.set(name, nowMs)
        const shutMs = nowMs - openAtMs.get(name)!
        return line.length > 0 && shutMs > (isStuck ? 0 : shutForMs) ? line.flush() : []
      }),
    upTo,
    ahead: ({ loadClass, isReturning }, nowMs) =>
      upTo(loadClass) - (isReturning || of(loadClass).isStanding(nowMs) ? of(loadClass).length : 0),
    isOverfull: (servablePerMs) => {
      let ahead = 0
      for (const [name, line] of lines) {
        ahead += line.length
        if (line.length > 0 && ahead > servablePerMs * settings.lines[name].targetMs) return true
      }
      return false
    },
    isDeep: (name, nowMs) => of(name).length > settings.lines[name].lengthMax / 2 || of(name).standsForMs(nowMs) > deepAfterMs,
  }
}
