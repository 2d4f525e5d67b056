/**
 * When a client should come again by itself, so that a crowd comes spread out and later the more there is to do. Pure: chance is an input.
 */

/** Seconds between contacts of an idle server, and how far they are spread. */
const calm = { base: 20, spread: 20 }
/** At full load (4.00) the wait is this many times longer. */
const stretchMax = 9

/** Seconds until the next contact, from the load level (0..4) and a number 0..1 that spreads callers. At level 0: 20-40 s; at 4: 180-360 s. */
export function nextContactSeconds(level: number, spread: number): number {
  const stretch = 1 + ((stretchMax - 1) * Math.min(4, Math.max(0, level))) / 4
  return Math.round((calm.base + calm.spread * spread) * stretch)
}

/** Seconds after which somebody refused for load may try again: as long as level says, spread over the same time again. At least 2. */
export function retryAfterSeconds(level: number, spread: number): number {
  return Math.max(2, Math.round((2 + 4 * Math.min(4, Math.max(0, level))) * (1 + spread)))
}
