/** Where a sample is on its way, and what its result asks for, as far as the phone was told. Pure. */
import { type Place, places, type Sample } from '../state/wire.ts'

export interface SamplePlace {
  readonly place: Place
  /** 1 at the desk. */
  readonly step: number
  readonly steps: number
  /** Since when; null where nobody said. */
  readonly at: string | null
}

/** An answer kept from before the server told places knows the two ends of the way only. */
export function placeOf({ place, placeAt, state, sampledAt, releasedAt }: Sample): SamplePlace {
  const released = state === 'released'
  const known = place ?? (released ? 'released' : 'desk')
  return { place: known, step: places.indexOf(known) + 1, steps: places.length, at: placeAt ?? (released ? releasedAt : sampledAt) }
}

/** A positive pool says nothing about one person in it. */
export function isPooled({ pool }: Sample): boolean {
  return pool !== undefined && pool !== 'single'
}

/** Whether a single sample taken at or after this one has given an answer, as the city counts it. */
export function isAnswered({ sampledAt }: Sample, samples: readonly Sample[]): boolean {
  return samples.some(
    (other) =>
      other.pool === 'single' &&
      Date.parse(other.sampledAt) >= Date.parse(sampledAt) &&
      (other.outcome === 'negative' || other.outcome === 'positive'),
  )
}
