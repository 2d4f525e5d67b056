// Goal: a guard who is not looking can tell the outcomes apart, by ear and by hand.
// Method: compare every pair within a mode. (Copying the tones of `admit` into `deny` turns this red.)
import { expect, test } from 'vitest'
import { type Outcome, SIGNALS } from './tones.ts'

const MODES: readonly (readonly Outcome[])[] = [
  ['admit', 'admit_with_precautions', 'deny', 'check_another_way'],
  ['sample_done', 'sample_in_tube', 'sample_in_round', 'sample_refused', 'code_read'],
]

test('no two outcomes of a mode sound or feel the same', () => {
  for (const outcomes of MODES) {
    expect(new Set(outcomes.map((outcome) => JSON.stringify(SIGNALS[outcome].tones))).size).toBe(outcomes.length)
    expect(new Set(outcomes.map((outcome) => SIGNALS[outcome].vibration.join())).size).toBe(outcomes.length)
  }
})

test('bad news is lower than good news', () => {
  const highest = (outcome: Outcome): number => Math.max(...SIGNALS[outcome].tones.map((tone) => tone.hertz))
  const lowest = (outcome: Outcome): number => Math.min(...SIGNALS[outcome].tones.map((tone) => tone.hertz))
  expect(highest('deny')).toBeLessThan(lowest('admit'))
  expect(highest('sample_refused')).toBeLessThan(lowest('sample_in_round'))
  expect(highest('sample_in_round')).toBeLessThan(lowest('sample_done'))
})
