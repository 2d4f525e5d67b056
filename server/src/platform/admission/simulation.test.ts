/**
 * Goal: whatever comes, the server does nearly all it can, what matters most is done, and what is over is over in a second. Method: the real core
 * against a model of two cores in virtual time (testing/simulation.ts), stepped, frozen and slowed; seeds are fixed, so every run is the same run.
 */
import { describe, expect, test } from 'vitest'
import type { LimitSettings } from './limit.ts'
import { type LoadClass, loadClasses } from './load-class.ts'
import { type AdmissionSettings, admissionSettings } from './settings.ts'
import { goodput, inversions, latencyMs, recoversAfterMs, success } from './testing/figures-of-a-storm.ts'
import { type Outcome, type Storm, simulate } from './testing/simulation.ts'

const capacity = 400
const critical = ['critical_plus', 'critical'] as const
const stepAtMs = 2_000
const endMs = 10_000
const settledMs = stepAtMs + 1_000
/** Those that come later may be on their way at the end. */
const judgedUntilMs = endMs - 3_000

/** Requests a second at a load: critical demand is at most 0.6 of what can be served. */
function rateAt(load: number): Storm['rate'] {
  const criticalPart = 0.6 * Math.min(1, load)
  const rest = (load - criticalPart) / 2
  const parts: Record<LoadClass, number> = {
    critical_plus: criticalPart / 6,
    critical: (criticalPart * 5) / 6,
    sheddable_plus: rest,
    sheddable: rest,
  }
  return (loadClass) => capacity * parts[loadClass]
}

function step(load: number, settings: AdmissionSettings | undefined = admissionSettings, hasEdge = false): Outcome {
  const [before, after] = [rateAt(0.7), rateAt(load)]
  const rate: Storm['rate'] = (loadClass, atMs) => (atMs < stepAtMs ? before : after)(loadClass, atMs)
  return simulate({ seed: 7, ms: endMs, rate, settings, hasEdge })
}

const withLimit = (algorithm: LimitSettings['algorithm']): AdmissionSettings => ({
  ...admissionSettings,
  limit: { ...admissionSettings.limit, algorithm },
})

describe.each([
  { load: 1, goodputMin: 0.94, criticalMin: 0.9999 },
  { load: 2, goodputMin: 0.95, criticalMin: 0.999 },
  { load: 5, goodputMin: 0.93, criticalMin: 0.999 },
  { load: 10, goodputMin: 0.9, criticalMin: 0.995 },
  { load: 20, goodputMin: 0.85, criticalMin: 0.99 },
])('from 0.7 to $load times what can be served', ({ load, goodputMin, criticalMin }) => {
  const outcome = step(load)

  test('it is served nearly in full, and what matters most as ever', () => {
    expect(goodput(outcome, settledMs, endMs)).toBeGreaterThan(goodputMin)
    expect(success(outcome, critical, stepAtMs, judgedUntilMs)).toBeGreaterThanOrEqual(criticalMin)
    expect(recoversAfterMs(outcome, critical, 0.99, stepAtMs, judgedUntilMs)).toBeLessThanOrEqual(1_000)
  })

  test('nobody is refused for somebody less important', () => {
    const settled = outcome.fates.filter(({ cameAtMs }) => cameAtMs >= settledMs)
    expect(inversions({ ...outcome, fates: settled })).toBeLessThanOrEqual(0.001)
  })
})

describe.each([{ load: 2 }, { load: 5 }, { load: 20 }])('a proxy in front that refuses, and counts, at $load times', ({ load }) => {
  const outcome = step(load, admissionSettings, true)

  test('refusing costs hardly anything any more, and all else is as it was', () => {
    expect(goodput(outcome, settledMs, endMs)).toBeGreaterThan(0.95)
    expect(success(outcome, critical, stepAtMs, judgedUntilMs)).toBeGreaterThanOrEqual(0.999)
    const settled = outcome.fates.filter(({ cameAtMs }) => cameAtMs >= settledMs)
    expect(inversions({ ...outcome, fates: settled })).toBeLessThanOrEqual(0.001)
  })

  test('but for one in a hundred it is in front that they are refused, at once', () => {
    const refused = outcome.fates.filter(({ cameAtMs, refusedAtMs }) => cameAtMs >= settledMs && refusedAtMs !== undefined)
    expect(refused.filter(({ isRefusedInFront }) => !isRefusedInFront).length / refused.length).toBeLessThan(0.01)
  })

  test('the server knows from the counts how much there is: the cursor stands where it stands without a proxy', () => {
    const meanOf = ({ trace }: Outcome): number => {
      const after = trace.filter(({ atMs }) => atMs > settledMs)
      return after.reduce((sum, { cursor }) => sum + cursor, 0) / after.length
    }
    expect(Math.abs(meanOf(outcome) - meanOf(step(load)))).toBeLessThan(0.1 * 128)
  })
})

/** Processor time of a request as measured, milliseconds: a desk's batch with all that follows it costs five times what others do. */
const costMs: Record<LoadClass, number> = { critical_plus: 16, critical: 3, sheddable_plus: 3, sheddable: 5.5 }
const usualParts: Record<LoadClass, number> = { critical_plus: 0.1, critical: 0.5, sheddable_plus: 0.28, sheddable: 0.12 }

test.each([1.5, 2, 5, 10, 20])(
  'at %d times C, one core, each class at its cost: who is refused hears it at once, in the order of what matters, and critical work is served',
  (load) => {
    const perSecond = 1_000 / loadClasses.reduce((sum, name) => sum + usualParts[name] * costMs[name], 0)
    const canWait = (load - 0.6) / 0.4
    const rate = (name: LoadClass): number => perSecond * usualParts[name] * (name.startsWith('critical') ? 1 : canWait)
    const outcome = simulate({ seed: 7, ms: 16_000, cores: 1, rate, workMs: (_at, name) => costMs[name], settings: admissionSettings })
    const later = outcome.fates.filter(({ cameAtMs }) => cameAtMs >= settledMs + 2_000) // a slight overload takes that long to be noticed
    const refused = later.filter(({ refusedAtMs }) => refusedAtMs !== undefined)
    const late = refused.filter(({ cameAtMs, refusedAtMs }) => refusedAtMs! - cameAtMs > 10)
    expect(refused.length).toBeGreaterThan(200)
    expect(late.length / refused.length).toBeLessThan(0.01)
    expect(inversions({ ...outcome, fates: later })).toBeLessThanOrEqual(0.001)
    expect(success(outcome, critical, settledMs, 13_000)).toBeGreaterThanOrEqual(0.99)
  },
)

test.each([
  { hiccupMs: 250, everyMs: 2_500, load: 0.7 },
  { hiccupMs: 400, everyMs: 3_000, load: 0.6 },
])(
  'hiccups of $hiccupMs ms at $load of C: hardly anybody is turned away, because all of it can be made up for',
  ({ hiccupMs, everyMs, load }) => {
    const perSecond = 1_000 / loadClasses.reduce((sum, name) => sum + usualParts[name] * costMs[name], 0)
    const outcome = simulate({
      seed: 7,
      ms: 16_000,
      cores: 1,
      rate: (name) => perSecond * usualParts[name] * load,
      workMs: (_at, name) => costMs[name],
      isFrozen: (atMs) => atMs % everyMs > everyMs - hiccupMs,
      settings: admissionSettings,
    })
    expect(success(outcome, critical, settledMs, 13_000)).toBe(1)
    expect(success(outcome, ['sheddable_plus', 'sheddable'], settledMs, 13_000)).toBeGreaterThan(0.93)
  },
)

test('without protection the same load serves nearly nobody in time, and does not come back', () => {
  const settings = undefined
  const outcome = simulate({
    seed: 7,
    ms: 20_000,
    rate: (name, atMs) => rateAt(atMs >= 2_000 && atMs < 8_000 ? 5 : 0.9)(name, atMs),
    settings,
  })
  expect(goodput(outcome, 6_000, 8_000)).toBeLessThan(0.2)
  expect(goodput(outcome, 12_000, 20_000)).toBeLessThan(0.2) // long after the load has gone: it works on what nobody waits for
})

test('a database that stands still for thirty seconds gathers nothing, and is used in full again three seconds later', () => {
  const isFrozen = (atMs: number): boolean => atMs >= 4_000 && atMs < 34_000
  const outcome = simulate({ seed: 3, ms: 44_000, rate: rateAt(0.9), isFrozen, settings: admissionSettings })
  const frozen = outcome.trace.filter(({ atMs }) => atMs >= 4_000 && atMs < 34_000)
  expect(Math.max(...frozen.map(({ taken }) => taken))).toBeLessThanOrEqual(admissionSettings.limit.max)
  expect(Math.max(...frozen.map(({ waiting }) => waiting))).toBeLessThan(200) // a second of those who matter most, then they are refused too
  expect(goodput(outcome, 37_000, 43_000)).toBeGreaterThan(0.95 * goodput(outcome, 1_000, 4_000))
})

test('when everything suddenly takes twice as long, half is served', () => {
  const workMs = (atMs: number): number => (atMs < 4_000 ? 5 : 10)
  const outcome = simulate({ seed: 4, ms: 14_000, rate: rateAt(0.8), workMs, settings: admissionSettings })
  expect(goodput(outcome, 5_000, 14_000)).toBeGreaterThan(0.47)
  expect(success(outcome, ['critical_plus'], 4_000, 11_000)).toBe(1)
})

test('Vegas serves as much as Gradient2 and has people wait half as long: Gradient2 takes every place there is', () => {
  const [vegas, gradient2] = [step(5, withLimit('vegas')), step(5, withLimit('gradient2'))]
  expect(goodput(vegas, settledMs, endMs)).toBeGreaterThan(goodput(gradient2, settledMs, endMs) - 0.05)
  const median = (outcome: Outcome): number => latencyMs(outcome, 'critical', 0.5, settledMs, judgedUntilMs)
  expect(median(vegas)).toBeLessThan(0.6 * median(gradient2))
  expect(gradient2.trace.at(-1)!.places).toBe(admissionSettings.limit.max)
})
