/**
 * How the three colours are shown: a word, a shape, an icon and a colour, always together, so that no one of them has to be seen alone (WCAG 1.4.1).
 * Shapes are SVG paths on a 96 x 96 field for every app to draw. Must not decide a colour.
 */
import type { Locale } from './i18n.ts'

export type Colour = 'green' | 'yellow' | 'red'
/** `unknown` is drawn when there is nothing to show yet: grey, never a colour. */
export type Sign = Colour | 'unknown'

export interface ColourSign {
  readonly word: Readonly<Record<Locale, string>>
  readonly shapeName: 'circle' | 'triangle' | 'octagon' | 'square'
  /** Outline, filled with the colour. */
  readonly shape: string
  /** The icon on it, drawn as a line of width 9 with round ends. */
  readonly icon: string
}

export const colourSigns: Readonly<Record<Sign, ColourSign>> = {
  green: {
    word: { 'zh-CN': '绿码', en: 'Green' },
    shapeName: 'circle',
    shape: 'M48 4a44 44 0 1 1 0 88a44 44 0 1 1 0-88z',
    icon: 'M28 50l14 14 27-31',
  },
  yellow: {
    word: { 'zh-CN': '黄码', en: 'Yellow' },
    shapeName: 'triangle',
    shape: 'M40.400 9.500a8.800 8.800 0 0 1 15.200 0l36.500 65.300a8.800 8.800 0 0 1-7.700 13.200h-72.800a8.800 8.800 0 0 1-7.700-13.200z',
    icon: 'M48 36v22M48 73v.01',
  },
  red: {
    word: { 'zh-CN': '红码', en: 'Red' },
    shapeName: 'octagon',
    shape:
      'M31.500 6h33a6 6 0 0 1 4.200 1.800l19.500 19.500a6 6 0 0 1 1.800 4.200v33a6 6 0 0 1-1.800 4.200l-19.500 19.500a6 6 0 0 1-4.200 1.800h-33a6 6 0 0 1-4.200-1.800l-19.500-19.500a6 6 0 0 1-1.800-4.200v-33a6 6 0 0 1 1.800-4.200l19.500-19.500a6 6 0 0 1 4.200-1.800z',
    icon: 'M33 33l30 30M63 33l-30 30',
  },
  unknown: {
    word: { 'zh-CN': '暂无', en: 'Not known' },
    shapeName: 'square',
    shape: 'M18 6h60a12 12 0 0 1 12 12v60a12 12 0 0 1-12 12h-60a12 12 0 0 1-12-12v-60a12 12 0 0 1 12-12z',
    icon: 'M30 48h36',
  },
}

export function isColour(value: unknown): value is Colour {
  return value === 'green' || value === 'yellow' || value === 'red'
}
