/**
 * The number of places after Gradient2: grows while answers take no longer than they did over a long time, shrinks with how much longer they take. Pure.
 * Kept beside stepVegas because the choice between them is measured in the simulation.
 */
import type { LimitBounds, LimitSample } from './vegas.ts'

/** Where Gradient2 stands: the number of places, unrounded, and the slowdown over a long time. */
export interface Gradient2 {
  readonly limit: number
  readonly longSlowdown: number
}

/** How much slower than usual is still taken for usual. */
const tolerance = 1.5
/** Places tried beyond what the gradient says. */
const headroom = 4
const smoothing = 0.2
/** Weight of one window in the long-time average. */
const longWeight = 1 / 60

/** The next number of places. */
export function stepGradient2(state: Gradient2, { slowdown, inFlight }: LimitSample, bounds: LimitBounds): Gradient2 {
  const averaged = state.longSlowdown + longWeight * (slowdown - state.longSlowdown)
  const longSlowdown = averaged > 2 * slowdown ? averaged * 0.95 : averaged // a slow time is over: forget it faster
  if (inFlight < state.limit / 2) return { limit: state.limit, longSlowdown }
  const gradient = Math.max(0.5, Math.min(1, (tolerance * longSlowdown) / slowdown))
  const wanted = state.limit * (1 - smoothing) + smoothing * (state.limit * gradient + headroom)
  return { limit: Math.min(bounds.max, Math.max(bounds.min, wanted)), longSlowdown }
}
