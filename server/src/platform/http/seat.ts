/**
 * The place of one request while its handler works: had from signing in, or asked for again when its body is there. Knows nothing of HTTP.
 */
import type { Place } from '../admission/admission.ts'

/** No place was to be had; the request is to be told that there is too much to do. */
export class NoPlace extends Error {
  constructor() {
    super('no place')
    this.name = 'NoPlace'
  }
}

/** A place that may still have to be asked for. */
export interface Seat {
  /** Resolves when the request has its place; again does nothing. Throws NoPlace where it gets none, Unavailable where its deadline has passed. */
  take(): Promise<void>
  leave(): void
}

/** A seat with the place that is had already, if any. */
export function createSeat(had: Place | undefined, enter: () => Promise<Place | undefined>): Seat {
  let place = had
  return {
    take: async () => {
      place ??= await enter()
      if (place === undefined) throw new NoPlace()
    },
    leave: () => {
      place?.leave()
      place = undefined
    },
  }
}
