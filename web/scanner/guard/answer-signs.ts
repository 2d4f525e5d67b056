// How the four answers are drawn: shape, icon and ground, always with their word, so that colour is never the only sign. Data only.
import type { Answer } from '@evergate/pass'
import { colourSigns } from '../../shared/colour.ts'

export interface AnswerSign {
  readonly shape: string
  readonly icon: string
  /** How long it stays before scanning goes on by itself. Bad news stays longer: somebody has to read it out. */
  readonly staysMs: number
}

export const ANSWERS: readonly Answer[] = ['admit', 'admit_with_precautions', 'deny', 'check_another_way']

export const ANSWER_SIGNS: Readonly<Record<Answer, AnswerSign>> = {
  admit: { shape: colourSigns.green.shape, icon: colourSigns.green.icon, staysMs: 3000 },
  admit_with_precautions: { shape: colourSigns.yellow.shape, icon: colourSigns.yellow.icon, staysMs: 6000 },
  deny: { shape: colourSigns.red.shape, icon: colourSigns.red.icon, staysMs: 10_000 },
  check_another_way: {
    shape: colourSigns.unknown.shape,
    icon: 'M35 38a13.500 13.500 0 1 1 19.500 12c-4.500 2.400-6.500 4.700-6.500 9.500M48 74v.01',
    staysMs: 10_000,
  },
}
