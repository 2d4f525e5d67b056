/**
 * The life of an enrolment (a registration, or a request to carry somebody in the household) between the SMS and its code. Pure.
 *
 * waiting -> (right code) confirmed; waiting -> (five wrong codes, or ten minutes) expired. A confirmed one answers again to the same key for
 * a while, so that a phone that lost the answer need not begin anew.
 */
import { accept, type Result, refuse } from '../../platform/result.ts'

export const codeDigits = 6
export const codeLifeMs = 10 * 60_000
export const wrongCodesMax = 5
export const sendsMax = 3
export const resendAfterMs = 60_000
/** SMS to one phone number in a day, over all enrolments. */
export const codesPerPhonePerDayMax = 6
export const membersMax = 8
/** Declarations of guardianship by one resident in a day, taken or refused: each says something about a document number. */
export const guardianshipsPerDayMax = 10

export interface EnrolmentState {
  readonly codeExpiresAt: Date
  readonly wrongCodes: number
  readonly confirmedThumbprint: string | null
}

export type CodeRefusal =
  | { readonly code: 'residents.code_expired' }
  | { readonly code: 'residents.code_wrong'; readonly attemptsLeft: number }

/** Decides on a typed code. `matches` is the constant-time comparison of its hash. */
export function decideCode(
  state: EnrolmentState,
  matches: boolean,
  thumbprint: string | null,
  now: Date,
): Result<'confirmed' | 'again', CodeRefusal> {
  if (now >= state.codeExpiresAt || state.wrongCodes >= wrongCodesMax) return refuse({ code: 'residents.code_expired' })
  if (state.confirmedThumbprint !== null && state.confirmedThumbprint !== thumbprint) return refuse({ code: 'residents.code_expired' })
  if (!matches) return refuse({ code: 'residents.code_wrong', attemptsLeft: wrongCodesMax - state.wrongCodes - 1 })
  return accept(state.confirmedThumbprint === null ? 'confirmed' : 'again')
}
