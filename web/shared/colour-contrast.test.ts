// Goal: every pair of ground and text in the tokens reaches WCAG 2.2 AA: 4.5 to 1 for text, 3 to 1 for signs; and no two colours share a shape.
// Method: the colours are read out of the style sheets and computed by the WCAG formula. (A yellow text of #8a6a00 turns it red.)
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { colourSigns } from './colour.ts'

const tokens = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')

function token(name: string): string {
  return new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(tokens)?.[1] ?? `no --${name}`
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const white = '#ffffff'
const textPairs: [string, string][] = [
  [token('ink'), token('ground')],
  [token('ink-soft'), token('ground')],
  [token('ink-soft'), token('card')],
  [token('ink-soft'), token('unknown-wash')],
  [token('accent'), token('ground')],
  [token('accent'), token('accent-wash')],
  [token('accent-ink'), token('accent')],
  ...['green', 'yellow', 'red', 'unknown'].map((colour): [string, string] => [token(`${colour}-ink`), token(`${colour}-wash`)]),
  [token('red-ink'), token('card')],
  [token('green-ink'), token('card')],
  [white, token('green')],
  [white, token('red')],
  [white, token('unknown')],
  ['#2b2000', token('yellow')],
]

test.each(textPairs)('text %s on %s reaches 4.5', (text, ground) => {
  expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5)
})

test('signs stand out from white, or carry an icon that stands out from them', () => {
  for (const name of ['green', 'red', 'unknown']) expect(contrast(token(name), white)).toBeGreaterThanOrEqual(3)
  expect(contrast('#3a2b00', token('yellow'))).toBeGreaterThanOrEqual(4.5)
})

test('each colour has a shape, an icon and words of its own', () => {
  const signs = Object.values(colourSigns)
  for (const part of ['shapeName', 'shape', 'icon'] as const) expect(new Set(signs.map((sign) => sign[part])).size).toBe(signs.length)
  for (const locale of ['zh-CN', 'en'] as const) expect(new Set(signs.map((sign) => sign.word[locale])).size).toBe(signs.length)
})
