/** What the refusals of an order mean. */
import type { Sayings } from '../ui/failure-words.ts'
import { loadTexts } from './load-texts.ts'

export const orderSayings: Sayings = {
  'situation.until_past': loadTexts.untilPast,
  'situation.until_too_late': loadTexts.untilTooLate,
  'situation.ordered_meanwhile': loadTexts.meanwhile,
  'situation.no_order': loadTexts.noOrder,
}
