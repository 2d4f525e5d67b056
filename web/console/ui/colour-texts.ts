/** The three colours in words. */
import type { Texts } from '../words/texts.ts'

export const colourTexts = {
  green: ['绿码', 'Green'],
  yellow: ['黄码', 'Yellow'],
  red: ['红码', 'Red'],
} satisfies Texts
