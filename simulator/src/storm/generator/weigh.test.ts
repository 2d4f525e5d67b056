// Goal: what a storm is said to have come to is what was tried: successes by intent, inversions, curves; recovery is the moment from which it stays well.
// Method: logs written by hand. (Counting an attempt as an intent, or comparing classes the wrong way round, turns these red.)
import { expect, test } from 'vitest'
import type { Kind } from '../kinds.ts'
import { recoveryMs } from '../read-load.ts'
import { type Attempt, createAttemptLog, type Outcome } from './attempt-log.ts'
import type { LoadReport } from './orders.ts'
import { drawCurves, weighStretch } from './weigh.ts'

const tried = (intent: number, kind: Kind, atMs: number, outcome: Outcome, more: Partial<Attempt> = {}): Attempt => ({
  kind,
  intent,
  attempt: 1,
  intendedMs: atMs,
  sentMs: atMs,
  endedMs: atMs + 10,
  outcome,
  status: outcome === 'served' ? 200 : 503,
  ...more,
})

function logOf(rows: readonly Attempt[]) {
  const log = createAttemptLog()
  for (const row of rows) log.add(row)
  return log
}

const all = { name: 'all', fromMs: 0, toMs: 1_000 }

test('an intent that is served at its second attempt is one intent, two attempts, one success', () => {
  const sum = weighStretch(logOf([tried(1, 'passes', 10, 'refused'), tried(1, 'passes', 400, 'served', { attempt: 2 })]), all)
  expect(sum.classes.critical).toMatchObject({ intents: 1, attempts: 2, intentsServed: 1 })
  expect(sum.attemptsPerIntent).toBe(2)
  expect(sum.goodputPerSecond).toBe(1)
})

test('files are counted, but neither as goodput nor as offered', () => {
  const sum = weighStretch(logOf([tried(1, 'static', 10, 'served'), tried(2, 'passes', 20, 'served')]), all)
  expect(sum.classes.static.intentsServed).toBe(1)
  expect([sum.goodputPerSecond, sum.offeredPerSecond]).toEqual([1, 1])
})

test('an inversion is a refusal while something less important, sent within the same tenth of a second, is served', () => {
  const rows = [
    tried(1, 'passes', 110, 'refused'),
    tried(2, 'dashboard', 190, 'served'), // the same tenth: inverted
    tried(3, 'passes', 210, 'refused'),
    tried(4, 'sync', 220, 'served'), // more important: as it should be
    tried(5, 'history', 310, 'refused'),
    tried(6, 'dashboard', 405, 'served'), // the next tenth
  ]
  expect(weighStretch(logOf(rows), all).inversions).toBe(1)
})

test('recovery is the first moment from which a whole second is good, not the first good step', () => {
  const rows = Array.from({ length: 40 }, (_, at) => tried(at, 'passes', at * 100, at < 12 && at !== 5 ? 'refused' : 'served'))
  const report = { curves: drawCurves(logOf(rows), 100) } as LoadReport
  const of = (classes: readonly ['critical'] | readonly ['critical_plus']) =>
    recoveryMs(report, { classes, fromMs: 0, success: 0.99, forMs: 1_000 })
  expect(of(['critical'])).toBe(1_200)
  expect(of(['critical_plus'])).toBeNull()
})
