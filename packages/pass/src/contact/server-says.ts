/**
 * What the headers of an answer tell a client about when to come again. Pure: reads text, keeps nothing, believes nothing absurd.
 */
import { levelMax, rungMax } from './load.ts'

/** What one answer said; null where it said nothing, or nonsense. */
export interface ServerSays {
  /** `x-evergate-load`, 0 to 4. */
  readonly level: number | null
  /** `x-evergate-rung`, 0 to 5. */
  readonly rung: number | null
  /** `x-evergate-next-contact`: how long until this client should come again by itself, milliseconds. */
  readonly nextContactMs: number | null
  /** `Retry-After` (RFC 9110 section 10.2.3): how long the server asks to be left alone, milliseconds. */
  readonly retryAfterMs: number | null
}

/** A wish beyond this is somebody's broken clock: nobody is sent away for longer. */
const retryAfterMsMax = 3_600_000
const nextContactMsMax = 86_400_000

/** Reads the headers of an answer. `header` gives one by its lower-case name, as `Headers.get` does; `nowMs`: milliseconds since 1970, for a `Retry-After` that is a date. */
export function readServerSays(header: (name: string) => string | null | undefined, nowMs: number): ServerSays {
  const nextContact = readNumber(header('x-evergate-next-contact'), nextContactMsMax / 1000)
  return {
    level: readNumber(header('x-evergate-load'), levelMax),
    rung: readNumber(header('x-evergate-rung'), rungMax),
    nextContactMs: nextContact === null ? null : nextContact * 1000,
    retryAfterMs: readRetryAfter(header('retry-after'), nowMs),
  }
}

function readNumber(text: string | null | undefined, most: number): number | null {
  if (text == null || !/^\d{1,9}(\.\d{1,9})?$/.test(text)) return null
  return Math.min(Number(text), most)
}

function readRetryAfter(text: string | null | undefined, nowMs: number): number | null {
  const seconds = readNumber(text, retryAfterMsMax / 1000)
  if (seconds !== null) return seconds * 1000
  const at = text?.endsWith(' GMT') ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : Math.min(Math.max(at - nowMs, 0), retryAfterMsMax)
}
