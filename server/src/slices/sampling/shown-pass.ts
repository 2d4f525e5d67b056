/**
 * What the text of a shown pass says of itself: on a phone or on paper, and when. Whether that is true, the passes slice says. Pure.
 */
import { readPresentation, SLOT_SECONDS } from '@evergate/pass'

export interface ShownPass {
  readonly identifiedBy: 'phone_pass' | 'paper_pass'
  /** Start of the 30 seconds for which a phone drew its code; null of paper, and of what cannot be read. */
  readonly shownAt: Date | null
}

const slotMs = SLOT_SECONDS * 1_000

export function describeShown(text: string): ShownPass {
  const read = readPresentation(text)
  if (!read.ok) return { identifiedBy: 'phone_pass', shownAt: null }
  const { proof } = read.value
  return proof === null
    ? { identifiedBy: 'paper_pass', shownAt: null }
    : { identifiedBy: 'phone_pass', shownAt: new Date(proof.slot * slotMs) }
}
