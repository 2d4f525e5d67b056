/**
 * What the rest of the server sees of admission control: may this request go on, when is its turn, how loaded are we.
 * The thin shell around core.ts: the clock, promises, and what others tell. Holds no request and touches no socket.
 */
import { every, monotonicMs } from '../clock.ts'
import { createClassCounts } from './class-counts.ts'
import { type Core, createCore } from './core.ts'
import { levelOfRung, type Rung } from './ladder.ts'
import { type LoadClass, loadClasses } from './load-class.ts'
import { createLoopLag } from './loop-lag.ts'
import type { AdmissionMode } from './mode.ts'
import { nextContactSeconds, retryAfterSeconds } from './next-contact.ts'
import type { Plane } from './plane.ts'
import { gateOf, levelOfCursor } from './rank.ts'
import { createRepute, type Repute } from './repute.ts'
import { settingsFor } from './settings.ts'
import { createSpread } from './spread.ts'
import type { Ticket } from './ticket.ts'
import { createUnprotectedCore } from './unprotected-core.ts'

/** Why a request is refused before it is looked at, and when its sender may try again. */
export interface LoadRefusal {
  readonly code: 'service.overloaded'
  readonly retryAfterSeconds: number
}

/** A request that asks for a place. */
export interface Ask {
  readonly loadClass: LoadClass
  /** 0..127, see bucketOf. */
  readonly bucket: number
  readonly plane: Plane
  /** What it is compared with when the database's slowness is judged: the route. Default: the class. */
  readonly kind?: string
  /** Aborts when nobody waits for the answer any more; the request then leaves the queue. */
  readonly signal: AbortSignal
  /** When the request came in (monotonicMs); waiting is counted from here. Default: now. */
  readonly arrivedAtMs?: number
  /** When its deadline passes (monotonicMs); it is refused at once where its turn would come later. Default: never. */
  readonly deadlineAtMs?: number
  /** True for a request that was in before and gave its place back while its body came: first of its class, refused by its deadline only. */
  readonly isReturning?: boolean
}

/** A place: the right to use the database and the processor for one request. */
export interface Place {
  /** Gives the place back, once the work has really ended. Calling it again does nothing. */
  leave(): void
}

/** What /metrics, /v1/load, the console and storms may know. */
export interface AdmissionState {
  /** As x-evergate-load, see Admission.level. */
  readonly level: number
  /** The level of this process's cursor alone: without the other processes and without what the rung adds. The ladder is fed with it. */
  readonly ownLevel: number
  readonly rung: Rung
  /** Ranks (class x 128 + bucket) from this one on are refused; 512 refuses nobody. */
  readonly cursor: number
  /** Places there are now. */
  readonly limit: number
  readonly inFlight: Readonly<Record<Plane, number>>
  /** How late the event loop is, milliseconds: every request has waited so long before it was seen. */
  readonly loopLagMs: number
  readonly classes: Readonly<Record<LoadClass, ClassState>>
}

/** One load class since the start; waits are of the admitted of the last seconds. */
export interface ClassState {
  readonly gate: 'open' | 'part' | 'shut'
  readonly queued: number
  readonly admitted: number
  readonly refused: number
  readonly waitP50Ms: number
  readonly waitP99Ms: number
}

/** Admission control of one process. */
export interface Admission {
  readonly mode: AdmissionMode
  /** Whether work that nobody waits for any more is given up. */
  readonly honoursDeadlines: boolean
  /** When a request that is seen now has come in, with the time that the event loop was late (monotonicMs). */
  arrivedAtMs(): number
  /** Looked at before anything is parsed or signed in; counts the request as one that came. Undefined: it may go on. */
  refuse(loadClass: LoadClass, bucket: number): LoadRefusal | undefined
  /** One was refused because of the rung, whatever the load: counted, and nothing follows from it. */
  refusedByRung(loadClass: LoadClass): void
  /** A proxy in front refused so many of a class by itself, going by the cursor; turned away so many before it, going by the door. */
  refusedInFront(loadClass: LoadClass, count: number): void
  turnedAwayInFront(loadClass: LoadClass, count: number): void
  /** A place, when it is this request's turn; undefined: refused. */
  enter(ask: Ask): Promise<Place | undefined>
  /**
   * As x-evergate-load, 0.00..4.00: classes refused whole, counted from the least important, and the refused part of the next one's callers.
   * The highest of this process's cursor, what other processes said, and what the rung amounts to.
   */
  level(): number
  /** The same without what the rung amounts to: what is refused now because too much comes. */
  cursorLevel(): number
  rung(): Rung
  /**
   * The ranks (0..512) from which on a proxy in front may refuse by itself now, going by this process alone: for the load, and before that, at most, because
   * the lines of that class and those behind it are long at this moment.
   */
  inFront(): { readonly cursor: number; readonly door: number }
  /** From where lately came more that led to nothing than was signed in. */
  readonly repute: Repute
  /** Seconds after which somebody refused now may try again, and after which a client should come by itself; spread anew at each call. */
  retryAfterSeconds(): number
  nextContactSeconds(): number
  /** What others say: the level of other processes' cursors, the rung that the ladder stands on, and what a commander has ordered (null: nothing any more). */
  tell(others: { readonly level?: number; readonly rung?: Rung; readonly override?: Rung | null }): void
  state(): AdmissionState
  /** Ends its timer; requests that wait are not settled any more. */
  stop(): void
}

/** How to control admission. */
export interface AdmissionOptions {
  readonly mode?: AdmissionMode
  /** For `fixed-rate`: requests a second. */
  readonly perSecond?: number
  /** Connections of each plane: there are never more places. Default: as in admissionSettings. */
  readonly placesMax?: Readonly<Record<Plane, number>>
  /** Whether a proxy in front is told `inFront`. Default: none is. */
  readonly hasEdge?: boolean
}

const beatMs = 10

/** Admission control of this process; it beats until it is stopped. */
export function createAdmission({ mode = 'full', perSecond, placesMax, hasEdge = false }: AdmissionOptions = {}): Admission {
  const counts = createClassCounts()
  const startMs = monotonicMs()
  const core =
    mode === 'full'
      ? createCore(counts, settingsFor(hasEdge, placesMax), startMs)
      : createUnprotectedCore(counts, mode === 'fixed-rate' ? perSecond : undefined, startMs)
  const lag = createLoopLag(beatMs, startMs)
  const spread = createSpread()
  let heard: { level: number; rung: Rung; override: Rung | null } = { level: 0, rung: 0, override: null }
  const stop = every(beatMs, () => {
    lag.beat(monotonicMs())
    core.tick(monotonicMs())
  })
  const rung = (): Rung => heard.override ?? (mode === 'full' ? heard.rung : 0) // what is compared with has no ladder
  const cursorLevel = (): number => Math.max(levelOfCursor(core.cursor()), heard.level)
  const level = (): number => Math.max(cursorLevel(), levelOfRung[rung()])
  const retryAfter = (): number => retryAfterSeconds(level(), spread())
  return {
    mode,
    honoursDeadlines: mode === 'full',
    arrivedAtMs: () => lag.arrivedAtMs(monotonicMs()),
    refuse: (loadClass, bucket) =>
      core.pass(loadClass, bucket, monotonicMs()) ? undefined : { code: 'service.overloaded', retryAfterSeconds: retryAfter() },
    refusedByRung: (loadClass) => counts.refused(loadClass, 'rung'),
    refusedInFront: (loadClass, count) => core.refusedInFront(loadClass, count, monotonicMs()),
    turnedAwayInFront: (loadClass, count) => core.turnedAwayInFront(loadClass, count, monotonicMs()),
    enter: (ask) => enter(core, ask),
    level,
    cursorLevel,
    rung,
    inFront: () => ({ cursor: Math.ceil(core.cursor()), door: Math.ceil(core.door(monotonicMs())) }),
    repute: createRepute(monotonicMs),
    retryAfterSeconds: retryAfter,
    nextContactSeconds: () => nextContactSeconds(level(), spread()),
    tell: (others) => {
      heard = { ...heard, ...others }
    },
    state: () => ({
      level: level(),
      ownLevel: levelOfCursor(core.cursor()),
      rung: rung(),
      cursor: core.cursor(),
      limit: core.places(),
      inFlight: { intake: core.inFlight('intake'), control: core.inFlight('control') },
      loopLagMs: lag.lagMs(monotonicMs()),
      classes: Object.fromEntries(
        loadClasses.map((name) => [name, { gate: gateOf(name, core.cursor()), queued: core.queued(name), ...counts.of(name) }]),
      ) as Record<LoadClass, ClassState>,
    }),
    stop,
  }
}

/** Waits for the ticket to be settled; a sender that goes away leaves the line. */
function enter(core: Core, ask: Ask): Promise<Place | undefined> {
  const { loadClass, bucket, plane, signal } = ask
  return new Promise((resolve) => {
    const nowMs = monotonicMs()
    const withdraw = (): void => core.withdraw(ticket, monotonicMs())
    const ticket: Ticket = core.ask(
      {
        loadClass,
        bucket,
        plane,
        kind: ask.kind ?? loadClass,
        arrivedAtMs: ask.arrivedAtMs ?? nowMs,
        deadlineAtMs: ask.deadlineAtMs ?? Number.POSITIVE_INFINITY,
        isReturning: ask.isReturning ?? false,
      },
      nowMs,
      (hasPlace) => {
        signal.removeEventListener('abort', withdraw)
        // the ticket may be settled before `ask` has returned it; `leave` is called later in any case
        resolve(hasPlace ? { leave: () => core.leave(ticket, monotonicMs()) } : undefined)
      },
    )
    if (ticket.state !== 'waiting') return
    signal.addEventListener('abort', withdraw)
    if (signal.aborted) withdraw()
  })
}
