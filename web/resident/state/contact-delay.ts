/** How long this phone may wait before it talks to the server. Pure: passes, time and chance come in. */
import type { Passes } from './wire.ts'

/** A due contact is spread once more over this time, because many people open their code in the same minute of the morning. */
const spreadMs = 40_000
/** Longest delay a browser timer carries is 24.8 days; half a day is looked at again. */
const timerMsMax = 12 * 3_600_000

/** Milliseconds to wait before the next contact; 0 means at once: there is no pass to show without it. */
export function contactDelayMs(passes: Passes | null, nowMs: number, jitter: number): number {
  if (passes === null) return 0
  const valid = passes.passes.some((pass) => Date.parse(pass.validFrom) <= nowMs && nowMs < Date.parse(pass.validUntil))
  if (!valid) return 0
  const dueAt = Date.parse(passes.nextContactAt)
  if (Number.isNaN(dueAt) || dueAt <= nowMs) return Math.round(spreadMs * jitter)
  return Math.min(dueAt - nowMs, timerMsMax)
}
