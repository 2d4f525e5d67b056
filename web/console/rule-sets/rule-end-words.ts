/** Says in words what ends a finding. Pure. */
import type { RuleEnd } from '@evergate/pass/rules'
import type { Locale } from '../../shared/i18n.ts'
import { wordsOf } from '../words/texts.ts'
import { endTexts } from './rule-set-texts.ts'

/** The conditions of one end, all of which must hold. */
export function ruleEndWords(end: RuleEnd, locale: Locale): readonly string[] {
  const words: string[] = []
  if (end.released) words.push(wordsOf(endTexts.released, locale))
  if (end.negativeTests !== undefined) {
    const { count, apartHoursMin, withinHoursMax } = end.negativeTests
    words.push(wordsOf(endTexts.negativeTests, locale, { count, apart: apartHoursMin, within: withinHoursMax }))
  }
  if (end.healthyReportDays !== undefined) words.push(wordsOf(endTexts.healthyReportDays, locale, { count: end.healthyReportDays }))
  if (end.daysElapsed !== undefined) words.push(wordsOf(endTexts.daysElapsed, locale, { count: end.daysElapsed }))
  if (end.singleResult) words.push(wordsOf(endTexts.singleResult, locale))
  if (end.sampled) words.push(wordsOf(endTexts.sampled, locale))
  return words
}
