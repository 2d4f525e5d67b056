/**
 * Chance that repeats: the same seed gives the same city. For made-up people only, never for keys or secrets.
 */

/** A source of whole numbers from 0 to below `bound`. */
export type Chance = (bound: number) => number

/** Mulberry32 (Tommy Ettinger's 32-bit generator, public domain), good enough to spread people over streets. */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000) * bound)
  }
}
