/**
 * Results and refusals: how an operation says no. A refusal is an expected answer ("the tube is full"), returned and never thrown.
 * Anything thrown is either an outage (platform/unavailable.ts) or a bug. No input or output happens here.
 */

/** An expected "no". `code` is permanent, of the form `slice.reason`; further fields are facts a person or program can act on. */
export interface Refusal {
  readonly code: string
}

/** A yes, with its value. */
export interface Accepted<T> {
  readonly ok: true
  readonly value: T
}

/** A no, with its reason. */
export interface Refused<R extends Refusal> {
  readonly ok: false
  readonly refusal: R
}

/** What an operation that may say no returns. */
export type Result<T, R extends Refusal = Refusal> = Accepted<T> | Refused<R>

/** Says yes with a value. */
export function accept<T>(value: T): Accepted<T> {
  return { ok: true, value }
}

/** Says no with a permanent code and the facts behind it. */
export function refuse<const R extends Refusal>(refusal: R): Refused<R> {
  return { ok: false, refusal }
}

/** True where a value is a refused result, whatever produced it. */
export function isRefused(value: unknown): value is Refused<Refusal> {
  return typeof value === 'object' && value !== null && 'ok' in value && value.ok === false && 'refusal' in value
}
