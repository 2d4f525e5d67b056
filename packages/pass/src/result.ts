// How every function of this library answers. Nothing in the library throws on bytes or text that came from outside.

/**
 * A permanent code, `area.reason`, for why something was refused, such as `pass.malformed` or `signature.invalid`.
 * The catalogue is docs/spec/gate-check.md, section "Reasons".
 */
export type Reason = string

/** A refused input: the reason, and nothing else that could leak what was in it. */
export interface Refused {
  readonly ok: false
  readonly reason: Reason
}

/** Either the value or the reason there is none. */
export type Result<T> = { readonly ok: true; readonly value: T } | Refused

/** Wraps a value as a successful result. */
export function accept<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

/** Makes a refusal with a permanent reason code. */
export function refuse(reason: Reason): Refused {
  return { ok: false, reason }
}
