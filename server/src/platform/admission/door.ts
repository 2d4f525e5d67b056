/**
 * Who would wait too long: asked before anybody joins a line, and told to proxies in front. Pure: time comes in.
 */
import type { Cursor } from './cursor.ts'
import type { Floor } from './floor.ts'
import type { Lines } from './lines.ts'
import { type LoadClass, loadClasses } from './load-class.ts'
import { type Plane, planes } from './plane.ts'
import { rankOf } from './rank.ts'
import type { AdmissionSettings } from './settings.ts'
import type { Asked } from './ticket.ts'
import type { TurnAway } from './turn-away.ts'

/** What stands before the lines. */
export interface Door {
  /** Its deadline would pass before its turn. */
  comesTooLate(asked: Asked, nowMs: number): boolean
  /** While others like them are refused by the cursor, whoever can wait hears it at once too, rather than after a wait in vain. */
  waitsInVain(asked: Asked, nowMs: number): boolean
  /** The rank from which on whoever comes now would be refused, was no proxy in front: by the cursor, or before it because its line is long. */
  rank(nowMs: number): number
}

interface Behind {
  readonly cursor: Pick<Cursor, 'position' | 'refusesMany'>
  readonly floor: Floor
  readonly lines: Lines
  readonly turnAway: TurnAway
}

/**
 * A proxy hears of a long line some requests late. Those of sheddable_plus may wait then, by counting this part of their wait: better than hearing no from a busy
 * process.
 */
const partBehindEdge = 0.5

/** Whoever may come: control's work, where that is all that a class is. */
const planesOf = (loadClass: LoadClass): readonly Plane[] => (loadClass === 'sheddable' ? ['control'] : planes)

/** The door before these lines. */
export function createDoor({ cursor, floor, lines, turnAway }: Behind, { hasEdge }: Pick<AdmissionSettings, 'hasEdge'>): Door {
  const partHere = hasEdge ? partBehindEdge : 1
  /** How long until the turn of one of these planes comes, with so many before it. */
  const waitMs = (wanted: readonly Plane[], ahead: number, nowMs: number): number =>
    floor.open().some((plane) => wanted.includes(plane))
      ? 0
      : (ahead + Math.max(0, floor.taken() - floor.places() + 1)) / floor.servablePerMs(nowMs)
  const isShut = (loadClass: LoadClass, wanted: readonly Plane[], nowMs: number, part: number): boolean =>
    cursor.refusesMany(nowMs) && turnAway.turnsAway(loadClass, part * waitMs(wanted, lines.upTo(loadClass), nowMs), nowMs)
  return {
    comesTooLate: (asked, nowMs) =>
      nowMs >= asked.deadlineAtMs || nowMs + waitMs([asked.plane], lines.ahead(asked, nowMs), nowMs) > asked.deadlineAtMs,
    waitsInVain: ({ loadClass, plane, isReturning }, nowMs) => !isReturning && isShut(loadClass, [plane], nowMs, partHere),
    rank: (nowMs) => {
      const first = loadClasses.find((name) => isShut(name, planesOf(name), nowMs, 1))
      return first === undefined ? cursor.position() : Math.min(cursor.position(), rankOf(first, 0))
    },
  }
}
