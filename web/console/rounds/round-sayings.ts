/** What refusals of planning and changing rounds mean in words. Pure. */
import type { Sayings } from '../ui/failure-words.ts'
import { roundRefusalTexts } from './round-refusal-texts.ts'

export const roundSayings: Sayings = {
  'rounds.ends_before_start': roundRefusalTexts.endsBeforeStart,
  'rounds.ends_in_past': roundRefusalTexts.endsInPast,
  'rounds.too_long': ({ daysMax }) => ({ text: roundRefusalTexts.tooLong, params: { daysMax: Number(daysMax) } }),
  'rounds.too_far_ahead': ({ daysMax }) => ({ text: roundRefusalTexts.tooFarAhead, params: { daysMax: Number(daysMax) } }),
  'rounds.tube_rule_invalid': roundRefusalTexts.tubeRuleInvalid,
  'rounds.area_twice': roundRefusalTexts.areaTwice,
  'rounds.area_unknown': roundRefusalTexts.areaUnknown,
  'rounds.site_unknown': roundRefusalTexts.siteUnknown,
  'rounds.site_never_open': roundRefusalTexts.siteNeverOpen,
  'rounds.overlap': ({ name }) => ({ text: roundRefusalTexts.overlap, params: { name: String(name) } }),
  'rounds.not_later': roundRefusalTexts.notLater,
  'rounds.over': roundRefusalTexts.over,
  'rounds.cancelled_already': roundRefusalTexts.over,
}
