/** Goal: nobody of sheddable_plus is turned away while sheddable goes in, and those who may wait as long as it takes never are. Method: moments one by one. */
import { expect, test } from 'vitest'
import { admissionSettings } from './settings.ts'
import { createTurnAway } from './turn-away.ts'

const { shortMs } = admissionSettings.lines.sheddable_plus

test('a class that can wait is turned away when its turn comes later than its short wait', () => {
  const turnAway = createTurnAway(admissionSettings.lines)
  expect(turnAway.turnsAway('sheddable_plus', shortMs, 0)).toBe(false)
  expect(turnAway.turnsAway('sheddable_plus', shortMs + 1, 0)).toBe(true)
  expect(turnAway.turnsAway('critical', 60_000, 0)).toBe(false)
  expect(turnAway.turnsAway('critical_plus', 60_000, 0)).toBe(false)
})

test('sheddable is shut for a moment after somebody more important was refused', () => {
  const turnAway = createTurnAway(admissionSettings.lines)
  turnAway.refused('sheddable', 900)
  expect(turnAway.turnsAway('sheddable', 0, 950)).toBe(false)
  turnAway.refused('sheddable_plus', 1_000)
  expect(turnAway.turnsAway('sheddable', 0, 1_250)).toBe(true)
  expect(turnAway.turnsAway('sheddable', 0, 1_400)).toBe(false)
})

test('while sheddable was let in, sheddable_plus may wait a little longer', () => {
  const turnAway = createTurnAway(admissionSettings.lines)
  turnAway.letIn('sheddable', 1_000)
  expect(turnAway.turnsAway('sheddable_plus', shortMs + 10, 1_250)).toBe(false)
  expect(turnAway.turnsAway('sheddable_plus', shortMs + 10, 1_400)).toBe(true)
})
