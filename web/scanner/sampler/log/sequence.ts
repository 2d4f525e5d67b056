// The number of the next record: one more than the last of this device, whatever part of the storage still knows it. Pure.

/** What a counter says: the scanner it belongs to, and the number its next record gets. */
export interface Counter {
  readonly deviceId: string
  readonly next: number
}

/** The highest number of any record of the log, and of those still to be sent; 0 where there is none. */
export interface Numbers {
  readonly highest: number
  readonly highestWaiting: number
}

/**
 * A device that was enrolled anew starts at 1, unless records of the time before still wait: they keep their numbers, and no number may come twice.
 * `counters` are the stored one, its mirror, and what the server has seen: after a loss of one, the others prevent a number from being used again.
 */
export function nextSequence(deviceId: string, counters: readonly (Counter | null)[], { highest, highestWaiting }: Numbers): number {
  const own = counters.filter((counter) => counter?.deviceId === deviceId).map((counter) => counter?.next ?? 1)
  return own.length === 0 ? highestWaiting + 1 : Math.max(...own, highest + 1)
}

export function readCounter(value: unknown): Counter | null {
  if (typeof value !== 'object' || value === null) return null
  const { deviceId, next } = value as Partial<Counter>
  return typeof deviceId === 'string' && Number.isSafeInteger(next) && Number(next) > 0 ? { deviceId, next: Number(next) } : null
}
