/**
 * How many places there are: finished requests are gathered into windows, each compared with how long its kind takes with hardly anybody beside it,
 * and the window moves the limit. Now and then the limit is low for a moment, so that this comparison stays true. Pure: time comes in.
 */
import { type Gradient2, stepGradient2 } from './gradient2.ts'
import { type LimitBounds, stepVegas } from './vegas.ts'

/** How the limit moves. */
export interface LimitSettings extends LimitBounds {
  readonly algorithm: 'vegas' | 'gradient2' | 'fixed'
  readonly start: number
  /** A window ends after this time and so many finished requests. */
  readonly windowMs: number
  readonly samplesPerWindow: number
  /** How often, and for how long, only `probePlaces` are given. */
  readonly probeEveryMs: number
  readonly probeMs: number
  readonly probePlaces: number
}

/** How the limit moves in service. */
export const limitSettings: LimitSettings = {
  algorithm: 'vegas',
  min: 3,
  max: 16,
  start: 8,
  windowMs: 50,
  samplesPerWindow: 10,
  probeEveryMs: 15_000,
  probeMs: 150,
  probePlaces: 3,
}

/** More than this counts as this: what was stuck in an outage says nothing of the time after it. */
const slowdownMax = 10
const averageWeight = 1 / 24

/** A limit that adapts. */
export interface Limit {
  /** Places there are now. */
  places(): number
  /** Places there are but for the moments of a probe. */
  usualPlaces(): number
  /** A request of a kind ended: how long it had its place, and how many places were taken beside it. */
  sample(kind: string, tookMs: number, inFlight: number, nowMs: number): void
  /** Starts and ends probes. */
  tick(nowMs: number): void
}

/** The average time of a kind, and its lowest in this period and the one before. */
interface Kind {
  averageMs: number
  samples: number
  lowestMs: number
  lowestBeforeMs: number
}

/** A limit at its start. */
export function createLimit(settings: LimitSettings = limitSettings, startMs = 0): Limit {
  const kinds = new Map<string, Kind>()
  let state: Gradient2 = { limit: settings.start, longSlowdown: 1.5 }
  let window = { startMs, slowdown: 0, inFlight: 0, count: 0 }
  let probeEndMs = 0
  let nextProbeMs = startMs + settings.probeEveryMs

  const step = (): void => {
    const seen = { slowdown: window.slowdown / window.count, inFlight: window.inFlight / window.count }
    if (settings.algorithm === 'vegas') state = { ...state, limit: stepVegas(state.limit, seen, settings) }
    else if (settings.algorithm === 'gradient2') state = stepGradient2(state, seen, settings)
  }
  return {
    places: () => Math.round(probeEndMs > 0 ? Math.min(state.limit, settings.probePlaces) : state.limit),
    usualPlaces: () => Math.round(state.limit),
    sample: (name, tookMs, inFlight, nowMs) => {
      const kind = note(kinds, name, tookMs)
      window.slowdown += Math.min(slowdownMax, Math.max(1, tookMs / Math.min(kind.lowestMs, kind.lowestBeforeMs)))
      window.inFlight += inFlight
      window.count += 1
      if (nowMs - window.startMs < settings.windowMs || window.count < settings.samplesPerWindow) return
      if (probeEndMs === 0) step()
      window = { startMs: nowMs, slowdown: 0, inFlight: 0, count: 0 }
    },
    tick: (nowMs) => {
      if (settings.algorithm === 'fixed') return
      if (probeEndMs > 0 && nowMs >= probeEndMs) {
        probeEndMs = 0
        window = { startMs: nowMs, slowdown: 0, inFlight: 0, count: 0 }
      }
      if (nowMs < nextProbeMs) return
      nextProbeMs = nowMs + settings.probeEveryMs
      probeEndMs = nowMs + settings.probeMs
      for (const kind of kinds.values()) {
        kind.lowestBeforeMs = kind.lowestMs
        kind.lowestMs = kind.averageMs
      }
    },
  }
}

/** Averages first, so that one lucky request does not make all others look slow. */
function note(kinds: Map<string, Kind>, name: string, tookMs: number): Kind {
  const known = kinds.get(name)
  if (known === undefined) {
    const kind = { averageMs: tookMs, samples: 1, lowestMs: tookMs, lowestBeforeMs: Number.POSITIVE_INFINITY }
    kinds.set(name, kind)
    return kind
  }
  known.samples += 1
  known.averageMs += Math.max(averageWeight, 1 / known.samples) * (tookMs - known.averageMs)
  if (known.samples < 8) known.lowestMs = known.averageMs
  else known.lowestMs = Math.min(known.lowestMs, known.averageMs)
  return known
}
