/**
 * The priority cursor (after DAGOR, section 4.2): requests whose rank lies at or behind it are refused before anything is done for them.
 * Pure: time comes in. It knows nothing of queues and places but how long those that left the queue had waited.
 *
 * State machine, one step a window (enough outcomes, or time):
 *   calm      waits are within their target and hardly any is lost: the allowed rate grows, slowly while places are busy, quickly while some are idle;
 *   pressed   otherwise: the allowed rate shrinks by a twentieth, or at once to what the places can serve where it is above that; hardly below it.
 * The cursor stands where the demand of the ranks before it, as seen lately, makes up the allowed rate; so a crowd that goes away opens it at once. It never
 * stands within ranks that are spared.
 */
import { bucketCount } from './bucket.ts'
import { createDemand } from './demand.ts'
import { rankCount } from './rank.ts'
import { createRefusals } from './refusals.ts'

/** How the cursor moves. */
export interface CursorSettings {
  /** A window ends after so many requests have left the queue and at least `windowMsMin`, or after `windowMsMax`. */
  readonly outcomesPerWindow: number
  readonly windowMsMin: number
  readonly windowMsMax: number
  /** More lost than this part of those that left the queue is pressure, however short they waited. */
  readonly lostPart: number
  /** How many that pass ask for a place is remembered so long. */
  readonly memoryMs: number
  /** This part of what the places can serve is allowed in any case. */
  readonly servablePartMin: number
  /** Multiplies the allowed rate: at most this when pressed, this when calm and busy, this when calm with idle places. */
  readonly decrease: number
  readonly increase: number
  readonly increaseWhenIdle: number
  /** Requests a second that are always let try, so that the end of an outage is noticed. */
  readonly perSecondMin: number
}

/** How the cursor moves in service. */
export const cursorSettings: CursorSettings = {
  outcomesPerWindow: 40,
  windowMsMin: 20,
  windowMsMax: 100,
  lostPart: 0.1,
  memoryMs: 500,
  servablePartMin: 0.97,
  decrease: 0.95,
  increase: 1.02,
  increaseWhenIdle: 1.25,
  perSecondMin: 20,
}

/** How it looks behind the cursor. */
export interface PlacesNow {
  /** Places are free and nobody waits. */
  readonly isIdle: boolean
  /** All places are taken and none has moved for longer than a hiccup takes. */
  readonly isStuck: boolean
  /** More wait than can be served in the time their classes may wait: the window ends at once. */
  readonly isOverfull: boolean
  /** Requests a second that the places can serve, all taken. */
  readonly servablePerSecond: number
  /** Ranks before this one are not refused here. */
  readonly sparedRanks: number
}

/** A priority cursor. */
export interface Cursor {
  /** Counts a request that came, and says whether it may pass. */
  pass(rank: number): boolean
  /** Counts so many that came and were refused in front of us: of the class that begins with this rank, all from the cursor on. */
  refusedInFront(firstRank: number, count: number): void
  /** Counts so many of a class that the cursor lets pass and that were turned away in front of us from its line. */
  turnedAwayInFront(firstRank: number, count: number): void
  /** A request that was let pass asked for a place. */
  entered(): void
  /** It left the queue, `served` with a place or without, having waited `pressure` times as long as its class may. */
  outcome(pressure: number, served: boolean): void
  /** Ends the window when it is over. */
  tick(nowMs: number, places: PlacesNow): void
  /** Whether too much comes, and not only after a hiccup. */
  refusesMany(nowMs: number): boolean
  /** 0..512; a fraction stands for a part of the bucket it lies in. */
  position(): number
}

/** A cursor that refuses nobody yet. */
export function createCursor(settings: CursorSettings = cursorSettings, startMs = 0): Cursor {
  const demand = createDemand(startMs)
  const refusals = createRefusals()
  const allow = createAllowance(settings)
  const turns = createTurns()
  let position = rankCount
  let windowStartMs = startMs
  let seen = emptyWindow()
  return {
    pass: (rank) => {
      demand.add(rank)
      seen.came += 1
      if (rank >= Math.ceil(position)) return false
      if (rank === Math.floor(position) && !turns.isAmong(position - rank)) return false
      seen.passed += 1
      return true
    },
    refusedInFront: (firstRank, count) => {
      demand.addEvenly(...refusedRanks(firstRank, position), count)
      seen.came += count
    },
    turnedAwayInFront: (firstRank, count) => {
      demand.addEvenly(firstRank, passedEnd(firstRank, position), count)
      for (const what of ['came', 'passed', 'entered', 'lost'] as const) seen[what] += count
    },
    entered: () => {
      seen.entered += 1
    },
    outcome: (pressure, served) => {
      seen.pressure += pressure
      seen[served ? 'served' : 'lost'] += 1
    },
    tick: (nowMs, places) => {
      const windowMs = nowMs - windowStartMs
      const isOver = windowMs >= settings.windowMsMin && (places.isOverfull || seen.served + seen.lost >= settings.outcomesPerWindow)
      if (!isOver && windowMs < settings.windowMsMax) return
      const allowedPerSecond = allow({ ...seen, ms: windowMs }, places, demand.total())
      refusals.note({ ...seen, ms: windowMs }, nowMs)
      windowStartMs = nowMs
      seen = emptyWindow()
      demand.decay(nowMs)
      position = allowedPerSecond === Number.POSITIVE_INFINITY ? rankCount : Math.max(places.sparedRanks, demand.rankAt(allowedPerSecond))
    },
    refusesMany: refusals.areMany,
    position: () => position,
  }
}

/** The allowed rate, requests a second, infinite where nobody is refused: from window to window. */
function createAllowance(settings: CursorSettings) {
  let allowedPerSecond = Number.POSITIVE_INFINITY
  let passedPerEntered = 1 // some that pass never ask for a place: they are told to wait, or there is no such thing
  return (
    seen: Window & { readonly ms: number },
    { isIdle, isStuck, isOverfull, servablePerSecond }: PlacesNow,
    demand: number,
  ): number => {
    const outcomes = seen.served + seen.lost
    const isSlow = seen.pressure > outcomes && !isIdle // where places are free and all are late, the machine had a hiccup: refusing would not help
    const isPressed = isStuck || isOverfull || isSlow || seen.lost > settings.lostPart * outcomes
    const passedPerSecond = (seen.passed * 1000) / seen.ms
    passedPerEntered += weightOf(seen.ms, settings.memoryMs) * ((seen.entered === 0 ? 1 : seen.passed / seen.entered) - passedPerEntered)
    if (isPressed) {
      const possible = servablePerSecond * passedPerEntered
      const less = Math.min(Math.min(allowedPerSecond, passedPerSecond) * settings.decrease, possible)
      allowedPerSecond = Math.max(settings.perSecondMin, less, possible * settings.servablePartMin)
    } else if (allowedPerSecond < Number.POSITIVE_INFINITY) {
      allowedPerSecond *= isIdle ? settings.increaseWhenIdle : settings.increase
      if (isIdle && allowedPerSecond > 2 * demand) allowedPerSecond = Number.POSITIVE_INFINITY // it is over
    }
    return allowedPerSecond
  }
}

/** From where to before where a class is refused in front; all of it where the cursor has moved on behind it. */
function refusedRanks(firstRank: number, position: number): readonly [number, number] {
  const [fromRank, endRank] = [Math.ceil(position), firstRank + bucketCount] // the rank in which it stands comes to us
  return [fromRank < endRank ? Math.max(firstRank, fromRank) : firstRank, endRank]
}

/** Before which rank a class passes; all of it where the cursor has moved on before it. */
function passedEnd(firstRank: number, position: number): number {
  const endRank = firstRank + bucketCount
  return position > firstRank ? Math.min(endRank, Math.ceil(position)) : endRank
}

/** A part of those that come, evenly: a bucket may be one caller with all the requests. */
function createTurns() {
  let turn = 0
  return {
    isAmong: (part: number): boolean => {
      turn = (turn + 0.618_033_988_749_894_8) % 1
      return turn < part
    },
  }
}

/** Weight of this much time in an average that forgets to a third within `memoryMs`. */
function weightOf(ms: number, memoryMs: number): number {
  return 1 - Math.exp(-ms / memoryMs)
}

type Window = ReturnType<typeof emptyWindow>

function emptyWindow() {
  return { came: 0, passed: 0, entered: 0, served: 0, lost: 0, pressure: 0 }
}
