/**
 * Whether too much comes, and not only after a hiccup: many are refused by the cursor, or were a moment ago. Pure: time comes in. Whoever is turned away from a
 * line does not count, because that is a consequence, which would keep itself alive.
 */

/** What is refused by the cursor. */
export interface Refusals {
  /** A window is over in which so many came and so many of them passed. */
  note(window: { readonly came: number; readonly passed: number; readonly ms: number }, nowMs: number): void
  areMany(nowMs: number): boolean
}

/** Part of all requests, lately; above it many are refused. Remembered for longer than that, because what is refused comes again. */
const manyPart = 0.15
const latelyMs = 1_000
const rememberedMs = 5_000

/** Nobody was refused yet. */
export function createRefusals(): Refusals {
  let refusedPart = 0
  let manyUntilMs = Number.NEGATIVE_INFINITY
  return {
    note: ({ came, passed, ms }, nowMs) => {
      const now = came === 0 ? 0 : 1 - passed / came
      refusedPart += (1 - Math.exp(-ms / latelyMs)) * (now - refusedPart)
      if (refusedPart > manyPart) manyUntilMs = nowMs + rememberedMs
    },
    areMany: (nowMs) => nowMs < manyUntilMs,
  }
}
