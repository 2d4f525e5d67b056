// How the desk's answers are drawn: shape and icon, always with a word, so that colour is never the only sign. Data only.
import { colourSigns } from '../../shared/colour.ts'
import type { Said } from './desk/desk.ts'

interface SaidSign {
  readonly shape: string
  /** Drawn as a line of width 9 with round ends, on a field of 96. */
  readonly icon: string
}

export const SAID_SIGNS: Readonly<Record<Said['outcome'], SaidSign>> = {
  sample_done: { shape: colourSigns.green.shape, icon: colourSigns.green.icon },
  sample_in_tube: { shape: colourSigns.unknown.shape, icon: 'M30 38h36M30 58h36' },
  sample_in_round: { shape: colourSigns.yellow.shape, icon: colourSigns.yellow.icon },
  sample_refused: { shape: colourSigns.red.shape, icon: colourSigns.red.icon },
  code_read: { shape: 'M48 6l42 42-42 42-42-42z', icon: 'M34 49l10 10 19-22' },
}
