/**
 * What a declaration says, and when it can be taken. Pure.
 */
import type { Static } from 'typebox'
import { accept, type Result, refuse } from '../../platform/result.ts'
import type { NewDeclaration } from './declaration.schema.ts'

export type DeclarationInput = Static<typeof NewDeclaration>
/** The part of a declaration that is kept as said. */
export type DeclarationBody = Pick<DeclarationInput, 'symptoms' | 'contactWithCase' | 'riskAreaStay' | 'arrivedFromAbroadAt'>

/** Phones' clocks are off; declarations made offline come in late. */
const aheadMsMax = 5 * 60_000
const ageMsMax = 14 * 86_400_000
/** More in a day is a broken phone or a prank. */
export const perDayMax = 24

export type DeclarationRefusal =
  | { readonly code: 'declarations.observed_in_future' }
  | { readonly code: 'declarations.observed_too_long_ago' }
  | { readonly code: 'declarations.too_many' }
  | { readonly code: 'declarations.id_reused' }
  | { readonly code: 'declarations.not_held' }

/** Whether the time of observation can be true at `now`. */
export function checkObserved(observedAt: string, now: Date): Result<Date, DeclarationRefusal> {
  const observed = new Date(observedAt)
  if (observed.getTime() > now.getTime() + aheadMsMax) return refuse({ code: 'declarations.observed_in_future' })
  if (observed.getTime() < now.getTime() - ageMsMax) return refuse({ code: 'declarations.observed_too_long_ago' })
  return accept(observed)
}

/** The body in one order of fields, so that equal statements are equal texts. */
export function bodyOf(input: DeclarationBody): DeclarationBody {
  const { symptoms, contactWithCase, riskAreaStay, arrivedFromAbroadAt } = input
  return {
    symptoms: symptoms.toSorted(),
    contactWithCase,
    riskAreaStay,
    arrivedFromAbroadAt: arrivedFromAbroadAt === null ? null : new Date(arrivedFromAbroadAt).toISOString(),
  }
}
