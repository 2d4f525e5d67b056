/**
 * The number of places after TCP Vegas: as many as keep the database busy with a few requests waiting in it, and no more. Pure.
 */

/** Bounds of the number of places. */
export interface LimitBounds {
  readonly min: number
  readonly max: number
}

/** What a window of finished requests showed. */
export interface LimitSample {
  /** How many times longer than with hardly anybody beside them they took, on average. At least 1. */
  readonly slowdown: number
  /** Places taken, on average over them. */
  readonly inFlight: number
}

/** Requests that may wait inside the database: below the first there is room for another place, above the second one is taken away. */
export const vegasQueue = { low: 2, high: 4 }

/** The next number of places. Grows only where those there are were used. */
export function stepVegas(limit: number, { slowdown, inFlight }: LimitSample, bounds: LimitBounds): number {
  const waitingInside = inFlight * (1 - 1 / Math.max(1, slowdown))
  if (waitingInside > vegasQueue.high) return Math.max(bounds.min, limit - 1)
  if (waitingInside < vegasQueue.low && inFlight >= limit - 1) return Math.min(bounds.max, limit + 1)
  return limit
}
