/**
 * Chance that can be played again: the same seed gives the same numbers. The only chance the simulator uses where a run must be repeatable.
 */

export interface Chance {
  /** A whole number from 0 to below `bound`. */
  below(bound: number): number
  /** Whether something happens that happens `count` times in `of`. */
  happens(count: number, of: number): boolean
  pick<T>(list: readonly T[]): T
  shuffled<T>(list: readonly T[]): T[]
  /** Another chance, independent of how often this one is asked afterwards. */
  fork(): Chance
}

/** Mulberry32, a 32-bit generator in the public domain. */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0
  const below = (bound: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000) * bound)
  }
  return {
    below,
    happens: (count, of) => below(of) < count,
    pick: (list) => list[below(list.length)]!,
    shuffled: (list) => {
      const copy = [...list]
      for (let at = copy.length - 1; at > 0; at--) {
        const other = below(at + 1)
        ;[copy[at], copy[other]] = [copy[other]!, copy[at]!]
      }
      return copy
    },
    fork: () => seededChance(below(0x1_0000_0000)),
  }
}
