/**
 * What happens to each resident on a simulated day, and what every gate must say to them afterwards. Pure: no server, no time.
 */
import type { Answer, Colour } from '@evergate/pass'

export type Fate = 'negative' | 'positive' | 'risk_area' | 'untested'

export interface Expected {
  readonly colour: Colour
  readonly workplace: Answer
  readonly hospital: Answer
}

/** By Xi'an's rules of December 2021, the rule set a fresh server begins with. */
export const expectedOf: Readonly<Record<Fate, Expected>> = {
  negative: { colour: 'green', workplace: 'admit', hospital: 'admit' },
  positive: { colour: 'red', workplace: 'deny', hospital: 'admit_with_precautions' },
  risk_area: { colour: 'yellow', workplace: 'deny', hospital: 'admit_with_precautions' },
  untested: { colour: 'green', workplace: 'deny', hospital: 'admit_with_precautions' },
}

/** The fate of the resident of this number: of ten, one is positive, one was in a risk area, one stays at home untested. */
export function fateOf(number: number): Fate {
  const place = number % 10
  if (place === 0) return 'positive'
  if (place === 1) return 'risk_area'
  return place === 2 ? 'untested' : 'negative'
}
