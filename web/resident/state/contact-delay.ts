/** How long this phone may wait before it talks to the server. Pure: passes, time and chance come in. */
import type { Cached } from '../../shared/cache.ts'
import type { Passes } from './wire.ts'

/** A due contact is spread once more over this time, because many people open their code in the same minute of the morning. */
const spreadMs = 40_000
/** Longest delay a browser timer carries is 24.8 days; half a day is looked at again. */
const timerMsMax = 12 * 3_600_000

/** Without a valid pass the server is asked again this soon after its last answer, or earlier if it says so: a resident just registered may take seconds to decide. */
const undecidedMsMax = 10_000

/** Milliseconds to wait before the next contact; 0 means at once: there is no pass to show without it. */
export function contactDelayMs(held: Cached<Passes> | null, nowMs: number, jitter: number): number {
  if (held === null) return 0
  const { passes, nextContactAt } = held.value
  const dueAt = Date.parse(nextContactAt)
  const valid = passes.some((pass) => Date.parse(pass.validFrom) <= nowMs && nowMs < Date.parse(pass.validUntil))
  if (!valid) return Math.max(0, Math.min(dueAt || Number.POSITIVE_INFINITY, held.savedAt + undecidedMsMax) - nowMs)
  if (Number.isNaN(dueAt) || dueAt <= nowMs) return Math.round(spreadMs * jitter)
  return Math.min(dueAt - nowMs, timerMsMax)
}
