/**
 * What became of the requests of each class: counts since the start, and how long the latest admitted had waited. Bounded in memory.
 */
import type { Watcher } from './core.ts'
import { type LoadClass, loadClasses } from './load-class.ts'

const waitsKept = 512

/** Figures of one class. */
export interface ClassCounts {
  readonly admitted: number
  readonly refused: number
  readonly waitP50Ms: number
  readonly waitP99Ms: number
}

/** A watcher that counts. */
export function createClassCounts(): Watcher & { of(loadClass: LoadClass): ClassCounts } {
  const counts = new Map(loadClasses.map((name) => [name, { admitted: 0, refused: 0, waits: new Float64Array(waitsKept) }]))
  return {
    admitted: ({ loadClass }, waitedMs) => {
      const count = counts.get(loadClass)!
      count.waits[count.admitted % waitsKept] = waitedMs
      count.admitted += 1
    },
    refused: (loadClass, _why, count = 1) => {
      counts.get(loadClass)!.refused += count
    },
    of: (loadClass) => {
      const { admitted, refused, waits } = counts.get(loadClass)!
      const sorted = waits.slice(0, Math.min(admitted, waitsKept)).sort()
      const at = (part: number): number => sorted[Math.floor(part * (sorted.length - 1))] ?? 0
      return { admitted, refused, waitP50Ms: at(0.5), waitP99Ms: at(0.99) }
    },
  }
}
