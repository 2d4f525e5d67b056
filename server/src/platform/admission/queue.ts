/**
 * Requests waiting for a place: one bounded line a load class. Pure: time comes in; whoever holds a line settles what leaves it.
 *
 * A line is calm while it has been empty within `standingMs`: then it is first come first served. Otherwise it is standing (CoDel: it is the standing queue
 * that is wrong, not the long one): somebody's turn comes too late whatever is done, so the newest goes first, because its sender is surely still there.
 * Who waits longer than `patienceMs` leaves it.
 */
import type { LoadClass } from './load-class.ts'
import type { Plane } from './plane.ts'

/** A request in a line. */
export interface Waiting {
  readonly loadClass: LoadClass
  readonly bucket: number
  readonly plane: Plane
  /** It was in before: it goes first, and only its deadline sends it away. */
  readonly isReturning: boolean
  readonly deadlineAtMs: number
  readonly queuedAtMs: number
}

/** Bounds of a line. */
export interface LineSettings {
  readonly lengthMax: number
  readonly standingMs: number
  readonly patienceMs: number
  /** While many are refused by the cursor, nobody new joins a line that takes longer than this. */
  readonly shortMs: number
  /** How long a request of this class may wait on average before there is too much to do. */
  readonly targetMs: number
}

/** One class's line. */
export interface Line<W extends Waiting> {
  readonly length: number
  /** Takes the request in; returns who has to go for it: undefined, another, or itself. */
  add(waiting: W): W | undefined
  /** The next one of those planes, taken out of the line. */
  next(nowMs: number, planes: readonly Plane[]): W | undefined
  /** Who has waited too long, taken out of the line. */
  expired(nowMs: number): W[]
  /** All but those that were in before: their class is refused whole now, and others of it that come were refused already. */
  flush(): W[]
  remove(waiting: W): void
  isStanding(nowMs: number): boolean
  /** How long it has not been empty. */
  standsForMs(nowMs: number): number
}

/** An empty line. */
export function createLine<W extends Waiting>(settings: LineSettings, startMs = 0): Line<W> {
  let waiting: W[] = [] // oldest first; short enough that taking one out of the middle costs nothing
  let emptyAtMs = startMs
  const standsForMs = (nowMs: number): number => (waiting.length === 0 ? 0 : nowMs - emptyAtMs)
  const isStanding = (nowMs: number): boolean => standsForMs(nowMs) > settings.standingMs
  const takeOut = (index: number): W | undefined => (index < 0 ? undefined : waiting.splice(index, 1)[0])
  return {
    get length() {
      return waiting.length
    },
    add: (one) => {
      if (waiting.length === 0) emptyAtMs = one.queuedAtMs
      waiting.push(one)
      return waiting.length > settings.lengthMax ? takeOut(leastOf(waiting)) : undefined
    },
    next: (nowMs, planes) => {
      const fits = (one: W): boolean => planes.includes(one.plane)
      const returning = waiting.findIndex((one) => one.isReturning && fits(one))
      if (returning >= 0) return takeOut(returning)
      return takeOut(isStanding(nowMs) ? waiting.findLastIndex(fits) : waiting.findIndex(fits))
    },
    expired: (nowMs) => {
      const isOver = (one: W): boolean => nowMs >= one.deadlineAtMs || (!one.isReturning && nowMs - one.queuedAtMs > settings.patienceMs)
      if (waiting.length === 0 || !waiting.some(isOver)) return []
      const over = waiting.filter(isOver)
      waiting = waiting.filter((one) => !isOver(one))
      return over
    },
    flush: () => {
      const gone = waiting.filter((one) => !one.isReturning)
      waiting = waiting.filter((one) => one.isReturning)
      return gone
    },
    remove: (one) => {
      takeOut(waiting.indexOf(one))
    },
    isStanding,
    standsForMs,
  }
}

/** Who goes when the line is too long: the highest bucket, of these the oldest; never one that was in before while there are others. */
function leastOf<W extends Waiting>(waiting: readonly W[]): number {
  let least = 0
  for (let i = 1; i < waiting.length; i++) {
    const [a, b] = [waiting[i]!, waiting[least]!]
    if (a.isReturning === b.isReturning ? a.bucket > b.bucket : b.isReturning) least = i
  }
  return least
}
