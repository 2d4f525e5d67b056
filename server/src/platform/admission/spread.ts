/**
 * Numbers that spread callers evenly: each falls into the widest gap that those before it left, so even ten callers do not come together. No chance is needed.
 */

const goldenPart = 0.618_033_988_749_894_8

/** A function whose calls give 0..1, spread like multiples of the golden ratio. */
export function createSpread(): () => number {
  let at = 0
  return () => {
    at = (at + goldenPart) % 1
    return at
  }
}
