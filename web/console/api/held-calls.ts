/**
 * Calls that the server refused and named a time for: none of them goes out again before it, however often it is asked for (docs/spec/contact.md, 4.3 and 4.4).
 * Call by call, because what is refused here says nothing of what matters more.
 */
import { ApiFailure } from './problem.ts'

export interface HeldCalls {
  /** The failure of this call, told again with the seconds that are left; undefined where it may go out. */
  failureOf(call: string, nowMs: number): ApiFailure | undefined
  /** Takes note of how a call failed. */
  note(call: string, failure: ApiFailure, nowMs: number): void
}

interface Held {
  readonly failure: ApiFailure
  readonly untilMs: number
}

/** A client MUST NOT wait longer (contact.md, 1). */
const waitMsMax = 3_600_000

/** Holds nothing at first. Bounded: what may go out again is forgotten. */
export function createHeldCalls(): HeldCalls {
  const held = new Map<string, Held>()
  return {
    failureOf: (call, nowMs) => {
      const known = held.get(call)
      if (known === undefined || known.untilMs <= nowMs) return undefined
      const { kind, status, problem } = known.failure
      return new ApiFailure(kind, status, problem, Math.ceil((known.untilMs - nowMs) / 1000))
    },
    note: (call, failure, nowMs) => {
      if (failure.kind !== 'overloaded' || failure.retryAfterSeconds === null) return
      for (const [name, { untilMs }] of held) if (untilMs <= nowMs) held.delete(name)
      held.set(call, { failure, untilMs: nowMs + Math.min(failure.retryAfterSeconds * 1000, waitMsMax) })
    },
  }
}
