// Goal: a phone with a valid pass does not ask at the first opening of a morning, whatever the hour and whatever moment it missed overnight; yet it has
// tomorrow's pass before tomorrow, and a phone without a valid pass asks at once.
// Method: days of openings played against a server that gives today's and tomorrow's passes and a next contact some hours ahead. (Asking as soon as a missed
// moment is found turns the first test red; not keeping the drawn moment the second.)
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canBeShown, type HeldPasses, type PassPlan, planPassContact } from './pass-contact.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const lookedAtMs = 60_000
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

function issued(nowMs: number, contactMs: number): HeldPasses {
  const today = Math.floor(nowMs / dayMs) * dayMs
  const validity = [today, today + dayMs].map((fromMs) => ({ fromMs, untilMs: fromMs + dayMs }))
  return { validity, nextContactAtMs: nowMs + contactMs, savedAtMs: nowMs }
}

/** Plays openings (hours since the start), each looked at for a minute; answers the hours at which the phone asked, and whether a pass was on show each time. */
function play(openings: readonly number[], draw: () => number) {
  let held: HeldPasses | null = null
  let plan: PassPlan | null = null
  const asked: number[] = []
  const hadPass: boolean[] = []
  for (const hour of openings) {
    const openedMs = hour * hourMs
    hadPass.push(held?.validity.some((one) => canBeShown(one, openedMs)) ?? false)
    const contact = planPassContact(held, plan, openedMs, draw())
    plan = contact.plan
    if (contact.atMs > openedMs + lookedAtMs) continue
    asked.push(hour)
    held = issued(contact.atMs, (2 + 2 * draw()) * hourMs)
  }
  return { asked, hadPass }
}

test('opened on one day, it asks nobody at the first opening of the next, at whatever hour of the morning', () => {
  const hourOfDay = fc.double({ min: 8, max: 23.5, noNaN: true })
  fc.assert(
    fc.property(hourOfDay, fc.double({ min: 5, max: 12, noNaN: true }), chance, (yesterday, morning, drawn) => {
      expect(play([yesterday, 24 + morning], () => drawn).asked).toEqual([yesterday])
    }),
  )
})

test('opened a few times a day it is never without a pass and never asks at the first opening of a day', () => {
  fc.assert(
    fc.property(chance, (drawn) => {
      const days = [0, 1, 2, 3, 4, 5].map((day) => day * 24)
      const { asked, hadPass } = play(
        days.flatMap((start) => [start + 7.7, start + 12.5, start + 19]),
        () => drawn,
      )
      expect(hadPass.slice(1).every(Boolean)).toBe(true)
      expect(asked.slice(1).some((hour) => days.includes(hour - 7.7))).toBe(false)
    }),
  )
})

test('opened once a day it learns from the first morning without a pass, and has one on every later morning', () => {
  const { hadPass } = play(
    [0, 1, 2, 3, 4, 5, 6].map((day) => day * 24 + 7.7),
    () => 0.5,
  )
  expect(hadPass).toEqual([false, true, false, true, true, true, true])
})

test('a phone whose clock is some seconds slow does not take the pass it was given a moment ago for one that is not valid yet', () => {
  const held = issued(12 * hourMs, 3 * hourMs)
  const [today, tomorrow] = held.validity
  const justIssued = { ...held, validity: [{ ...today!, fromMs: 12 * hourMs }, tomorrow!] }
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60_000 }), chance, (behindMs, drawn) => {
      expect(planPassContact(justIssued, null, 12 * hourMs - behindMs, drawn)).toEqual({ atMs: 15 * hourMs, plan: null })
    }),
  )
})

test('nothing to show, or nothing valid: at once', () => {
  expect(planPassContact(null, null, 5, 0.9).atMs).toBe(5)
  expect(planPassContact(issued(0, 99 * hourMs), null, 2 * dayMs, 0.9).atMs).toBe(2 * dayMs)
})

test('with a valid pass: at the given moment; past it, with tomorrow’s there, spread over forty seconds', () => {
  const held = issued(0, 3 * hourMs)
  expect(planPassContact(held, null, hourMs, 0.9).atMs).toBe(3 * hourMs)
  expect([0, 0.5].map((drawn) => planPassContact(held, null, 4 * hourMs, drawn).atMs - 4 * hourMs)).toEqual([0, 20_000])
  expect(planPassContact({ ...held, nextContactAtMs: Number.NaN }, null, hourMs, 0.25).atMs).toBe(hourMs + 10_000)
})

test('a resident not decided yet is asked about when the server said, within ten seconds of its last answer', () => {
  const undecided = (contactMs: number): HeldPasses => ({ validity: [], nextContactAtMs: contactMs, savedAtMs: 0 })
  expect(planPassContact(undecided(4_000), null, 0, 0.9).atMs).toBe(4_000)
  expect(planPassContact(undecided(hourMs), null, 0, 0.9).atMs).toBe(10_000)
  expect(planPassContact(undecided(Number.NaN), null, 0, 0.9).atMs).toBe(10_000)
})

test('the drawn moment lies within the day it is drawn for', () => {
  fc.assert(
    fc.property(fc.double({ min: 24, max: 47.9, noNaN: true }), chance, (hour, drawn) => {
      const { atMs } = planPassContact(issued(8 * hourMs, hourMs), null, hour * hourMs, drawn)
      expect(atMs).toBeGreaterThan(hour * hourMs)
      expect(atMs).toBeLessThan(2 * dayMs)
    }),
  )
})
