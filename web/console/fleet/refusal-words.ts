/** Why a record was refused, in words. The conflict pages say the same of the same codes. Pure. */
import { wordsForConflict } from '../conflicts/conflict-words.ts'
import type { Text } from '../words/texts.ts'

/** Codes stand with or without the slice's name before them. */
export function wordsForRefusal(code: string): Text {
  return wordsForConflict(code.replace(/^sampling\./, '')).name
}
