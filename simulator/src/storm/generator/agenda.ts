/**
 * Things to be done at a time, the earliest first: a binary heap. Knows no clock.
 */

export interface Due<T> {
  readonly atMs: number
  readonly what: T
}

export interface Agenda<T> {
  isEmpty(): boolean
  add(atMs: number, what: T): void
  /** Takes out the earliest that is due at `nowMs`, if any. */
  take(nowMs: number): Due<T> | undefined
}

/** An empty agenda. */
export function createAgenda<T>(): Agenda<T> {
  const heap: Due<T>[] = []
  const isBefore = (one: number, other: number): boolean => heap[one]!.atMs < heap[other]!.atMs
  const swap = (one: number, other: number): void => {
    ;[heap[one], heap[other]] = [heap[other]!, heap[one]!]
  }
  const rise = (from: number): void => {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1
      if (!isBefore(at, parent)) return
      swap(at, parent)
      at = parent
    }
  }
  const sink = (from: number): void => {
    for (let at = from; ; ) {
      const below = [2 * at + 1, 2 * at + 2].filter((one) => one < heap.length)
      const least = below.reduce((found, one) => (isBefore(one, found) ? one : found), at)
      if (least === at) return
      swap(at, least)
      at = least
    }
  }
  return {
    isEmpty: () => heap.length === 0,
    add: (atMs, what) => {
      heap.push({ atMs, what })
      rise(heap.length - 1)
    },
    take: (nowMs) => {
      const first = heap[0]
      if (first === undefined || first.atMs > nowMs) return undefined
      const last = heap.pop()!
      if (heap.length > 0) {
        heap[0] = last
        sink(0)
      }
      return first
    },
  }
}
