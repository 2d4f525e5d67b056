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
    return Math.floor((mix(state) / 0x1_0000_0000) * bound)
  }
}

/** 32 bits that follow from a seed, a number and a purpose and look like nothing: chance for one thing without drawing for all before it. */
export function seededBits(seed: number, number: number, purpose: number): number {
  return mix((mix((mix(seed >>> 0) ^ number) >>> 0) + Math.imul(purpose, 0x9e37_79b9)) >>> 0)
}

function mix(state: number): number {
  let mixed = Math.imul(state ^ (state >>> 15), state | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return (mixed ^ (mixed >>> 14)) >>> 0
}

/** Picks one of these, each as often as its weight says. */
export function weighted<T>(choices: readonly { readonly value: T; readonly weight: number }[], chance: Chance): () => T {
  const total = choices.reduce((sum, { weight }) => sum + weight, 0)
  return () => {
    let left = chance(total)
    for (const { value, weight } of choices) {
      if (left < weight) return value
      left -= weight
    }
    throw new RangeError('weights must add up')
  }
}
