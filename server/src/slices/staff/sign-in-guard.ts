/**
 * How long a name stays locked after wrong passwords. Pure. Always for a time only: nobody is locked out for good by somebody else's guessing.
 */

export const attemptsFree = 5
const lockMsFirst = 30_000
const lockMsMax = 15 * 60_000
/** Wrong attempts are forgotten after a day without one. */
export const forgetAfterMs = 24 * 3_600_000

/** Until when the name is locked once this many attempts have failed in a row: half a minute after the fifth, then twice as long each time. */
export function lockedUntil(attempts: number, now: Date): Date | null {
  if (attempts < attemptsFree) return null
  return new Date(now.getTime() + Math.min(lockMsMax, lockMsFirst * 2 ** (attempts - attemptsFree)))
}

/** Whole seconds until then, at least one; 0 where not locked. */
export function secondsLocked(until: Date | null, now: Date): number {
  return until === null || until <= now ? 0 : Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000))
}
