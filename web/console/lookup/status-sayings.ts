/** What refusals of reading a status or printing a pass mean in words. Pure. */
import type { Sayings } from '../ui/failure-words.ts'
import { statusTexts } from './lookup-texts.ts'

export const statusSayings: Sayings = {
  'decisions.not_decided_yet': statusTexts.notDecided,
  'passes.not_decided_yet': statusTexts.notDecided,
  'passes.too_many_papers': statusTexts.tooManyPapers,
  'residents.lookup_required': statusTexts.windowClosed,
}
