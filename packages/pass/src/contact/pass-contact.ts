/**
 * When a phone asks for its next passes by itself: at the moment the server spread it to, and never because a whole city opens its codes in the same
 * half hour of the morning. Pure: passes, time and chance come in. All times in milliseconds since 1970.
 */
import { PASS_CLOCK_SKEW_SECONDS } from '../limits.ts'

/** When a pass can be shown. */
export interface Validity {
  readonly fromMs: number
  readonly untilMs: number
}

/** The passes a phone holds, as far as this is about them. */
export interface HeldPasses {
  readonly validity: readonly Validity[]
  /** When the server wants to be asked again; NaN where it did not say. */
  readonly nextContactAtMs: number
  /** When these passes arrived. */
  readonly savedAtMs: number
}

/** What a phone keeps beside its passes, from one opening to the next. */
export interface PassPlan {
  /** The end of the day (of the pass valid then) for which `atMs` was drawn. */
  readonly dayEndsAtMs: number
  readonly atMs: number
  /** When this phone was last opened without a valid pass although it had had some: it is opened too seldom to wait for a better moment. */
  readonly ranOutAtMs: number | null
}

/** When to ask, and what to keep. */
export interface PassContact {
  readonly atMs: number
  readonly plan: PassPlan | null
}

/** A due contact is spread over this time, because the same minute is due for many. */
const spreadMs = 40_000
/** Without any pass the server is asked again this soon after its last answer, or earlier if it says so: a resident just registered may take seconds to decide. */
const undecidedMsMax = 10_000
/** Tomorrow's pass is fetched within so long after the first opening of a day, or half of what is left of the day. */
const windowMsMax = 4 * 3_600_000
/** Of that window the first part is left out: the opening itself. */
const windowStart = 0.05
const ranOutCountsMs = 7 * 86_400_000

/** Whether a pass can be shown. One issued a moment ago begins "now" by the server's clock, which a phone may be a little behind; gates allow for as much. */
export function canBeShown({ fromMs, untilMs }: Validity, nowMs: number): boolean {
  return fromMs - PASS_CLOCK_SKEW_SECONDS * 1000 <= nowMs && nowMs < untilMs
}

/**
 * The moment to ask for passes. Nothing valid: at once. Not due: when the server said. Due, and tomorrow's pass is there: soon. Due, and tomorrow's pass is
 * missing: not at the first opening of the day but at a moment drawn for it, or at the first opening after that moment. `chance` from 0 to 1.
 */
export function planPassContact(held: HeldPasses | null, plan: PassPlan | null, nowMs: number, chance: number): PassContact {
  if (held === null) return { atMs: nowMs, plan }
  const valid = held.validity.filter((one) => canBeShown(one, nowMs))
  const dueMs = Number.isNaN(held.nextContactAtMs) ? 0 : held.nextContactAtMs
  if (valid.length === 0) {
    const ranOut = held.validity.length > 0
    const soonMs = Math.max(nowMs, Math.min(dueMs || Number.POSITIVE_INFINITY, held.savedAtMs + undecidedMsMax))
    return { atMs: ranOut ? nowMs : soonMs, plan: ranOut ? { dayEndsAtMs: 0, atMs: 0, ranOutAtMs: nowMs } : plan }
  }
  if (nowMs < dueMs) return { atMs: dueMs, plan }
  const soonMs = nowMs + chance * spreadMs
  const dayEndsAtMs = Math.max(...valid.map(({ untilMs }) => untilMs))
  if (held.validity.some(({ untilMs }) => untilMs > dayEndsAtMs)) return { atMs: soonMs, plan }
  const ranOutAtMs = plan?.ranOutAtMs ?? null
  if (ranOutAtMs !== null && nowMs - ranOutAtMs < ranOutCountsMs) return { atMs: soonMs, plan }
  if (plan !== null && plan.dayEndsAtMs === dayEndsAtMs) return { atMs: nowMs < plan.atMs ? plan.atMs : soonMs, plan }
  const windowMs = Math.min(windowMsMax, (dayEndsAtMs - nowMs) / 2)
  const atMs = nowMs + windowMs * (windowStart + chance * (1 - windowStart))
  return { atMs, plan: { dayEndsAtMs, atMs, ranOutAtMs: null } }
}
