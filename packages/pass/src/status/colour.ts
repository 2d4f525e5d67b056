// What the two bits of a status list entry mean. The only place where colours become numbers.

import type { Colour } from '../rules/rule-set.ts'

export type { Colour } from '../rules/rule-set.ts'

/** A status list entry (draft-ietf-oauth-status-list section 7.1): VALID, INVALID, SUSPENDED, APPLICATION_SPECIFIC. */
export type StatusValue = 0 | 1 | 2 | 3

const COLOURS: readonly (Colour | null)[] = ['green', null, 'yellow', 'red']

/** The entry of a cancelled pass: a lost phone, a replaced device. It says nothing about the person. */
export const STATUS_CANCELLED: StatusValue = 1

/** The list entry of a colour: green 0, yellow 2, red 3. */
export function statusOfColour(colour: Colour): StatusValue {
  return COLOURS.indexOf(colour) as StatusValue
}

/** The colour of a list entry; null for 1 (cancelled) and for anything that is no entry. */
export function colourOfStatus(status: unknown): Colour | null {
  return typeof status === 'number' ? (COLOURS[status] ?? null) : null
}
