// Goal: a whole round with everything going wrong that did in practice ends reconciled to the last swab; each fault is listed under its right name, none is
// made up; recalls are settled and colours are what their evidence says.
// Method: one two-thousandth of the reference round against a real server; the commander's own lists are held against what was done. The size of the bar is
// `npm run sim -- round --scale 0.01`. (A fault listed under another name, or a neighbour's number taken for a mistake, turns this red.)
import { expect, test } from 'vitest'
import { playRound } from '../round/play-round.ts'
import { roundTable } from '../round/round-table.ts'

const seed = Number(process.env.SIM_SEED ?? 20211227)

test('the reference round, very small', { timeout: 900_000 }, async () => {
  const report = await playRound({ scale: 0.0005, seed })
  expect(report.failures, roundTable(report)).toEqual([])
  expect(report.reconciliation.reconciled).toBe(true)
  for (const { code, injected, listed } of report.figures) {
    expect(injected, code).toBeGreaterThan(0)
    expect(listed, code).toBe(injected)
  }
  expect(report.planned.recalls).toBeGreaterThanOrEqual(10)
})
