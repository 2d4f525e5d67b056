/**
 * A request on its way through admission control.
 */
import type { LoadClass } from './load-class.ts'
import type { Plane } from './plane.ts'

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

/** The ticket of somebody who has just asked. */
export function ticketOf(asked: Asked, nowMs: number, settle: Ticket['settle']): Ticket {
  const { loadClass, bucket, plane, kind, arrivedAtMs, deadlineAtMs, isReturning } = asked
  return {
    loadClass,
    bucket,
    plane,
    kind,
    arrivedAtMs,
    deadlineAtMs,
    isReturning,
    queuedAtMs: nowMs,
    placedAtMs: undefined,
    state: 'waiting',
    settle,
  }
}
