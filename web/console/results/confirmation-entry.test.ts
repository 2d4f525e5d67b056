// Goal: no batch with an unusual sign is released by a habit of the hand. Method: two signs, each without its tick, its reason, or both.
import { expect, it } from 'vitest'
import { anomalyCodes, anomalyFigure, wordsForAnomaly } from './anomaly-texts.ts'
import { readConfirmations } from './confirmation-entry.ts'

const anomalies = [
  { code: 'positivity_jump', value: 0.125, limit: 0.05 },
  { code: 'control_failed', value: 1, limit: 0 },
] as const
const checked = { checked: true, reason: ' Rang the head of the laboratory ' }

it.each([
  [{}, { positivity_jump: 'confirmMissing', control_failed: 'confirmMissing' }],
  [{ positivity_jump: checked }, { control_failed: 'confirmMissing' }],
  [{ positivity_jump: checked, control_failed: { checked: true, reason: ' a ' } }, { control_failed: 'reasonShort' }],
  [{ positivity_jump: { ...checked, checked: false }, control_failed: checked }, { positivity_jump: 'confirmMissing' }],
] as const)('%j', (entry, faults) => {
  expect(readConfirmations(anomalies, entry)).toEqual({ ok: false, faults })
})

it('sends every sign with its reason; a batch without signs needs none', () => {
  const reason = 'Rang the head of the laboratory'
  expect(readConfirmations(anomalies, { positivity_jump: checked, control_failed: checked })).toEqual({
    ok: true,
    confirmed: [
      { code: 'positivity_jump', reason },
      { code: 'control_failed', reason },
    ],
  })
  expect(readConfirmations([], {})).toEqual({ ok: true, confirmed: [] })
})

it('says shares in hundredths, controls as a number, and has words for every sign', () => {
  expect(anomalies.map((anomaly) => anomalyFigure(anomaly, anomaly.value))).toEqual(['12.5 %', '1'])
  for (const code of anomalyCodes) expect(wordsForAnomaly(code).what[1]).not.toBe('')
})
