// Goal: every rung has its sentence for everybody who may read one, in both languages, short enough for a phone held in the cold.
// Method: the three catalogues, counted.
import { expect, test } from 'vitest'
import { consoleRungWords } from './console-words.ts'
import { newcomerRungWords, residentRungWords } from './resident-words.ts'
import { scannerRungWords } from './scanner-words.ts'

const lettersMax = { 'zh-CN': 48, en: 150 } as const

test.each([
  ['resident', residentRungWords],
  ['newcomer', newcomerRungWords],
  ['scanner', scannerRungWords],
  ['console', consoleRungWords],
])('%s', (_name, words) => {
  for (const locale of ['zh-CN', 'en'] as const) {
    const sentences = Object.values(words[locale])
    expect(Object.keys(words[locale])).toEqual(['1', '2', '3', '4', '5'])
    expect(new Set(sentences).size).toBe(5)
    for (const sentence of sentences) {
      expect(sentence.length, sentence).toBeLessThanOrEqual(lettersMax[locale])
      expect(sentence.match(/[.。]/g)?.length, sentence).toBe(1)
      expect(sentence).toMatch(/[.。]$/)
    }
  }
})
