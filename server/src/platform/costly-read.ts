/**
 * Keeps a read whose cost grows with the city from taking the database: its answer is given again for nineteen times as long as reading took, so that it takes
 * a twentieth of one connection at most, however often it is asked for.
 */
import { monotonicMs } from './clock.ts'

/** Reads, or answers what was read a moment ago. Errors of the read are the caller's; nothing is kept of them. */
export type CostlyRead<T> = (read: () => Promise<T>) => Promise<T>

const restFactor = 19
/** Nothing is older than this, however long reading takes. */
const ageMsMax = 60_000

/** Nothing read yet. While one reads anew, others are given what was read before. */
export function createCostlyRead<T>(nowMs: () => number = monotonicMs): CostlyRead<T> {
  let kept: { readonly value: T; readonly freshUntilMs: number; readonly oldAtMs: number } | undefined
  let reading = 0
  return async (read) => {
    const startMs = nowMs()
    if (kept !== undefined && (startMs < kept.freshUntilMs || (reading > 0 && startMs < kept.oldAtMs))) return kept.value
    reading += 1
    try {
      const value = await read()
      const endMs = nowMs()
      kept = { value, freshUntilMs: Math.min(endMs + restFactor * (endMs - startMs), startMs + ageMsMax), oldAtMs: startMs + ageMsMax }
      return value
    } finally {
      reading -= 1
    }
  }
}
