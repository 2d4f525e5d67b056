/**
 * The places: how many there are, who has them, how many requests a second they can serve. Pure: time comes in.
 */
import { createLimit } from './limit.ts'
import { type Plane, planes } from './plane.ts'
import type { AdmissionSettings } from './settings.ts'
import type { Ticket } from './ticket.ts'

/** The places of one process. */
export interface Floor {
  places(): number
  taken(): number
  inFlight(plane: Plane): number
  /** The planes that may have another place now. */
  open(): readonly Plane[]
  take(ticket: Ticket, nowMs: number): void
  leave(ticket: Ticket, nowMs: number): void
  /** All places are taken and none has moved for longer than a hiccup takes. */
  isStuck(nowMs: number): boolean
  /** Requests a millisecond that can be served, all places taken. */
  servablePerMs(nowMs: number): number
  tick(nowMs: number): void
}

/** A standstill of all places that is shorter is a hiccup, and tells nothing of how many requests they can serve. */
const hiccupMs = 500
/** Nor does one request tell that everything takes more than so many times as long; twenty together do. */
const surpriseMax = 4

/** Weight of one request in the time that places are taken: some fifty requests count. */
const tookWeight = 0.03

/** All places free. */
export function createFloor(settings: AdmissionSettings, startMs: number): Floor {
  const limit = createLimit(settings.limit, startMs)
  const inFlight: Record<Plane, number> = { intake: 0, control: 0 }
  let tookMs = 10 // how long a place is taken, lately
  let besideCount = 1 // and how many are taken then
  let movedAtMs = startMs // when one was last given or left
  const taken = (): number => inFlight.intake + inFlight.control
  const controlMax = (): number => Math.min(settings.controlPlacesMax, Math.ceil(limit.places() * settings.controlShareMax))
  const isStuck = (nowMs: number): boolean => taken() >= limit.places() && nowMs - movedAtMs > hiccupMs
  return {
    places: limit.places,
    taken,
    isStuck,
    inFlight: (plane) => inFlight[plane],
    open: () => (taken() >= limit.places() ? [] : planes.filter((plane) => plane === 'intake' || inFlight.control < controlMax())),
    take: ({ plane }, nowMs) => {
      inFlight[plane] += 1
      movedAtMs = nowMs
    },
    leave: ({ plane, kind, placedAtMs }, nowMs) => {
      const beside = taken()
      inFlight[plane] -= 1
      limit.sample(kind, nowMs - placedAtMs!, beside, nowMs)
      tookMs += tookWeight * (Math.min(nowMs - placedAtMs!, surpriseMax * tookMs) - tookMs)
      besideCount += tookWeight * (beside - besideCount)
      movedAtMs = nowMs
    },
    // by Little's law; where they are stuck, it is less than it was
    servablePerMs: (nowMs) => Math.max(limit.usualPlaces(), besideCount) / (isStuck(nowMs) ? Math.max(tookMs, nowMs - movedAtMs) : tookMs),
    tick: limit.tick,
  }
}
