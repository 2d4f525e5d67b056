// From a reason code of the pass library or of a region's policies to words a guard can act on. Pure but for the language.
import type { GateAnswer } from '@evergate/pass'
import { t, wordsFor } from '../words/words.ts'
import { familyOf } from './reason-family.ts'

export interface ReasonWords {
  readonly why: string
  /** Empty where there is nothing to do. */
  readonly advice: string
}

/** Why, in the region's own words where its policies have any; and what to do, which for a person who may go in never depends on why. */
export function wordsOfReason(shown: Pick<GateAnswer, 'answer' | 'stage' | 'reasons' | 'reasonTexts'>, language: string): ReasonWords {
  const code = shown.reasons[0] ?? ''
  const family = familyOf(shown.stage, code)
  const why = shown.reasonTexts?.[language] ?? wordsFor('reason', family) ?? t('reason.other', { code })
  if (shown.answer === 'admit') return { why, advice: '' }
  const ofAnswer = t(`advice.${shown.answer}`)
  return { why, advice: shown.answer === 'admit_with_precautions' ? ofAnswer : (wordsFor('advice', family) ?? ofAnswer) }
}
