/**
 * What the rest of the server sees of admission control: may this request go on, when is its turn, how loaded are we.
 * Holds no request and touches no socket.
 */
import { createAdmissionGate } from './gate.ts'
import { levelOfRung, type Rung } from './ladder.ts'
import { type LoadClass, loadClasses } from './load-class.ts'
import { nextContactSeconds, retryAfterSeconds } from './next-contact.ts'
import type { Plane } from './plane.ts'
import { createSpread } from './spread.ts'

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
  /** Looked at before anything is parsed or signed in; counts the request as one that came. Undefined: it may go on. */
  refuse(loadClass: LoadClass, bucket: number): LoadRefusal | undefined
  /** A place, when it is this request's turn; undefined: refused. */
  enter(ask: Ask): Promise<Place | undefined>
  /**
   * As x-evergate-load, 0.00..4.00: classes refused whole, counted from the least important, and the refused part of the next one's callers.
   * The highest of this process's cursor, what other processes said, and what the rung amounts to.
   */
  level(): number
  rung(): Rung
  /** Seconds after which somebody refused now may try again, and after which a client should come by itself; spread anew at each call. */
  retryAfterSeconds(): number
  nextContactSeconds(): number
  /** What others say: the level of other processes, the rung that the ladder stands on, and what a commander has ordered (null: nothing any more). */
  tell(others: { readonly level?: number; readonly rung?: Rung; readonly override?: Rung | null }): void
  state(): AdmissionState
}

/** Admission control with fixed places per class. */
export function createAdmission(): Admission {
  const gate = createAdmissionGate()
  const counts = Object.fromEntries(loadClasses.map((name) => [name, { admitted: 0, refused: 0 }])) as Record<
    LoadClass,
    { admitted: number; refused: number }
  >
  const inFlight: Record<Plane, number> = { intake: 0, control: 0 }
  let heard: { level: number; rung: Rung; override: Rung | null } = { level: 0, rung: 0, override: null }
  const rung = (): Rung => heard.override ?? heard.rung
  const level = (): number => Math.max(heard.level, levelOfRung[rung()])
  const spread = createSpread()
  return {
    refuse: () => undefined,
    enter: async ({ loadClass, plane, signal }) => {
      const leave = await gate.enter(loadClass, signal)
      counts[loadClass][leave === undefined ? 'refused' : 'admitted'] += 1
      if (leave === undefined) return undefined
      inFlight[plane] += 1
      let left = false
      return {
        leave: () => {
          if (!left) inFlight[plane] -= 1
          left = true
          leave()
        },
      }
    },
    level,
    rung,
    retryAfterSeconds: () => retryAfterSeconds(level(), spread()),
    nextContactSeconds: () => nextContactSeconds(level(), spread()),
    tell: (others) => {
      heard = { ...heard, ...others }
    },
    state: () => ({
      level: level(),
      ownLevel: 0,
      rung: rung(),
      cursor: 512,
      limit: 168,
      inFlight: { ...inFlight },
      loopLagMs: 0,
      classes: Object.fromEntries(
        loadClasses.map((name) => [
          name,
          { gate: 'open', queued: gate.state()[name].waiting, ...counts[name], waitP50Ms: 0, waitP99Ms: 0 } satisfies ClassState,
        ]),
      ) as Record<LoadClass, ClassState>,
    }),
  }
}
