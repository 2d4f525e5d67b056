/**
 * Goal: the ladder rises as soon as it must, comes down in order, never flaps, and obeys a person while their order lasts.
 * Method: tables of entry and exit on a counted clock, and properties over random readings (fast-check). Breaking an entry, an exit, the stay, the relapse
 * or the step down makes one of them fail.
 */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAdmission } from './admission.ts'
import { bottom, type Ladder, type LadderReadings, type Rung, rungInForce, rungRefuses, rungs, stepLadder, triggers } from './ladder.ts'

const calm: LadderReadings = { level: 0, databaseSilentMs: 0, behindSeconds: 0 }
const tickMs = 250

/** The rung after each tick. */
function run(readings: readonly LadderReadings[], from: Ladder = bottom): { rungs: Rung[]; ladder: Ladder } {
  let ladder = from
  const seen: Rung[] = []
  for (const reading of readings) {
    ladder = stepLadder(ladder, reading, (ladder.atMs ?? 0) + tickMs)
    seen.push(ladder.rung)
  }
  return { rungs: seen, ladder }
}

function hold(reading: Partial<LadderReadings>, seconds: number): LadderReadings[] {
  return Array.from({ length: (seconds * 1000) / tickMs }, () => ({ ...calm, ...reading }))
}

/** Rungs as they were met, each once per visit. */
function visits(seen: readonly Rung[]): Rung[] {
  return seen.filter((rung, index) => rung !== seen[index - 1])
}

describe('entry and exit', () => {
  it.each([
    ['dashboards go when their class is refused whole for 3 s', { level: 1 }, 2.5, 4, 1, 4],
    ['history goes when a quarter of the critical class is refused too', { level: 2.25 }, 4.5, 6, 2, 4],
    ['own passes go when nearly all of the critical class is refused for 15 s', { level: 2.9 }, 14, 16, 3, 4],
    ['only the journal is written when half of the desks are refused for 15 s', { level: 3.5 }, 14, 16, 4, 4],
    ['dashboards go when decisions are five minutes late', { behindSeconds: 300 }, 1.5, 3, 1, 29],
    ['history goes when decisions are half an hour late', { behindSeconds: 1_800 }, 1.5, 3, 2, 29],
  ] as const)('%s', (_name, reading, tooShort, longEnough, rung, staySeconds) => {
    expect(Math.max(...run(hold(reading, tooShort)).rungs)).toBeLessThan(rung)
    expect(run(hold(reading, longEnough)).ladder.rung).toBe(rung)
    expect(run([...hold(reading, longEnough), ...hold({}, staySeconds)]).ladder.rung, 'the minimum stay').toBe(rung)
    expect(run([...hold(reading, longEnough), ...hold({}, 60)]).ladder.rung).toBe(0)
  })

  it('a silent database is seen within seconds, and all is offered again within five seconds of its answer, most important first', () => {
    const silence = Array.from({ length: 120 }, (_, index) => ({ ...calm, databaseSilentMs: (index + 1) * tickMs }))
    const frozen = run(silence)
    expect(visits(frozen.rungs)).toEqual([0, 4, 5])
    expect(frozen.rungs.indexOf(4)).toBe(7) // the eighth tick is two seconds
    const back = run(hold({}, 5), frozen.ladder)
    expect(visits(back.rungs)).toEqual([5, 4, 3, 2, 1, 0])
    expect([4, 3, 2, 1].map((rung) => back.rungs.filter((one) => one === rung).length)).toEqual([3, 3, 3, 3]) // ticks on each
  })

  it('does not leave a rung while the reading is between exit and entry', () => {
    expect(run([...hold({ level: 1.2 }, 4), ...hold({ level: 0.8 }, 600)]).ladder.rung).toBe(1)
  })

  it('a trial that fails is repeated ever more rarely', () => {
    let ladder = bottom
    const ups: number[] = []
    for (let tick = 0; tick < 4 * 60 * 40; tick++) {
      const next = stepLadder(ladder, { ...calm, level: ladder.rung === 0 ? 1.5 : 0 }, tick * tickMs) // refusing takes the pressure away
      if (next.rung > ladder.rung) ups.push(tick * tickMs)
      ladder = next
    }
    expect(ups.length).toBeLessThan(24)
    expect(ups[1]! - ups[0]!).toBeLessThan(20_000)
    expect(ups.at(-1)! - ups.at(-2)!).toBeGreaterThan(150_000)
  })

  it('a process that stood still for a minute has not seen a minute', () => {
    const busy = run(hold({ level: 3 }, 1)).ladder
    expect(stepLadder(busy, { ...calm, level: 3 }, busy.atMs! + 60_000).rung).toBe(0)
  })
})

describe('properties', () => {
  const reading = fc.record({
    level: fc.double({ min: 0, max: 4, noNaN: true }),
    databaseSilentMs: fc.constantFrom(0, 0, 750, 1_999, 2_000, 8_000),
    behindSeconds: fc.constantFrom(0, 0, 60, 299, 300, 1_800),
  })

  it('within the hysteresis no noise moves it', () => {
    const within = fc.record({
      level: fc.double({ min: 0.51, max: 0.99, noNaN: true }),
      databaseSilentMs: fc.constant(0),
      behindSeconds: fc.integer({ min: 61, max: 299 }),
    })
    fc.assert(
      fc.property(fc.array(within, { maxLength: 400 }), fc.boolean(), (noise, raised) => {
        const from = raised ? run(hold({ level: 1 }, 4)).ladder : bottom
        expect(visits(run(noise, from).rungs).every((rung) => rung === from.rung)).toBe(true)
      }),
    )
  })

  it('comes down a rung at a time, and from a rung of load not before its stay', () => {
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 600 }), (readings) => {
        const seen = run(readings).rungs
        for (const [index, rung] of seen.entries()) expect((seen[index - 1] ?? 0) - rung).toBeLessThanOrEqual(1)
        const ofLoad = run(readings.map((one) => ({ ...one, databaseSilentMs: 0 }))).rungs
        const risen = ofLoad.findIndex((rung) => rung > 0)
        if (risen >= 0) expect(ofLoad.slice(risen, risen + 5_000 / tickMs).every((rung) => rung > 0)).toBe(true)
      }),
    )
  })

  it('more trouble never means a lower rung', () => {
    const more = (one: LadderReadings, by: number): LadderReadings => ({
      level: one.level + by,
      databaseSilentMs: one.databaseSilentMs * (1 + by),
      behindSeconds: one.behindSeconds * (1 + by),
    })
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 200 }), reading, fc.double({ min: 0, max: 2, noNaN: true }), (past, next, by) => {
        const { ladder } = run(past)
        const at = (ladder.atMs ?? 0) + tickMs
        expect(stepLadder(ladder, more(next, by), at).rung).toBeGreaterThanOrEqual(stepLadder(ladder, next, at).rung)
      }),
    )
  })

  it('entry lies above exit for every trigger, and every rung but the ground has one', () => {
    for (const one of triggers) expect(one.enter).toBeGreaterThan(one.leave)
    expect(new Set(triggers.map((one) => one.rung))).toEqual(new Set(rungs.slice(1)))
  })
})

describe('the rung in force', () => {
  it('is the highest of all processes, and a person’s above both', () => {
    expect(rungInForce(1, 3, null)).toBe(3)
    expect(rungInForce(4, 0, null)).toBe(4)
    expect(rungInForce(4, 5, 0)).toBe(0)
  })

  it('refuses a class from its rung on, unless the route says otherwise', () => {
    const refused = (load: Parameters<typeof rungRefuses>[1]['load'], rungMax?: Rung): Rung[] =>
      rungs.filter((rung) => rungRefuses(rung, rungMax === undefined ? { load } : { load, rungMax }))
    expect(refused('sheddable')).toEqual([1, 2, 3, 4, 5])
    expect(refused('sheddable_plus')).toEqual([2, 3, 4, 5])
    expect(refused('critical')).toEqual([4, 5])
    expect(refused('critical', 2)).toEqual([3, 4, 5])
    expect(refused('critical_plus')).toEqual([4, 5])
    expect(refused('critical_plus', 4)).toEqual([5])
    expect(refused('critical_plus', 5)).toEqual([])
  })
})

it('a rung counts in the level that clients are told, not in the one that cursors call for', () => {
  const admission = createAdmission()
  admission.tell({ rung: 2 })
  expect(admission.level()).toBeGreaterThanOrEqual(2)
  expect(admission.cursorLevel()).toBe(0)
  admission.tell({ level: 1.5 })
  expect(admission.cursorLevel()).toBe(1.5)
  admission.stop()
})
