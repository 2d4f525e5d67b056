// Goal: the code page shows the pass of the moment, the colour of the status, and a test age that counts from sampling; missing data never darkens a colour.
// Method: a table of stored states and moments. (Taking the pass's colour first turns the second test red.)
import { expect, test } from 'vitest'
import type { HeldPass, Passes, Status } from '../state/wire.ts'
import { chooseShownCode, peopleIn, testAgeAt } from './shown-code.ts'

const hour = 3_600_000
const midnight = Date.UTC(2026, 10, 20, 16)
const iso = (ms: number): string => new Date(ms).toISOString()

function pass(day: number, change: Partial<HeldPass> = {}): HeldPass {
  const from = midnight + day * 24 * hour
  const times = { validFrom: iso(from), validUntil: iso(from + 24 * hour) }
  return {
    residentId: 'r1',
    nameHint: '王*',
    ...times,
    pass: `day${day}`,
    colour: 'green',
    lastNegativeAt: null,
    ...change,
  }
}

function passes(held: HeldPass[], statuses: Partial<Status>[] = []): Passes {
  return { region: 'CN-6101', passes: held, statuses: statuses as Status[], nextContactAt: iso(midnight), serverTime: iso(midnight) }
}

test('the pass valid now is shown, from its first moment to before its last', () => {
  const held = passes([pass(1), pass(0)])
  expect(chooseShownCode(held, 'r1', midnight)).toMatchObject({ pass: { pass: 'day0' }, isValid: true })
  expect(chooseShownCode(held, 'r1', midnight + 24 * hour - 1)).toMatchObject({ pass: { pass: 'day0' }, isValid: true })
  expect(chooseShownCode(held, 'r1', midnight + 24 * hour)).toMatchObject({ pass: { pass: 'day1' }, isValid: true })
  expect(chooseShownCode(held, 'r1', midnight - 2_000)).toMatchObject({ pass: { pass: 'day0' }, isValid: true }) // a clock a little behind
  expect(chooseShownCode(held, 'r1', midnight + 90 * hour)).toMatchObject({ pass: { pass: 'day1' }, isValid: false })
})

test('the status has the colour; without one the pass has; without both it is unknown, never dark', () => {
  const red = passes(
    [pass(0, { colour: 'red', lastNegativeAt: iso(midnight) })],
    [{ residentId: 'r1', colour: 'yellow', lastNegativeAt: null, changesAt: null }],
  )
  expect(chooseShownCode(red, 'r1', midnight)).toMatchObject({ sign: 'yellow', lastNegativeAt: null })
  expect(chooseShownCode(passes([pass(0, { colour: 'red' })]), 'r1', midnight).sign).toBe('red')
  expect(chooseShownCode(passes([]), 'r1', midnight)).toMatchObject({ sign: 'unknown', pass: null, isValid: false })
})

test('a status past the moment it can change is shown as it was, and says so', () => {
  const held = passes([pass(0)], [{ residentId: 'r1', colour: 'yellow', changesAt: iso(midnight + hour) }])
  expect(chooseShownCode(held, 'r1', midnight + hour - 1)).toMatchObject({ sign: 'yellow', mayHaveChanged: false })
  expect(chooseShownCode(held, 'r1', midnight + hour)).toMatchObject({ sign: 'yellow', mayHaveChanged: true })
})

test('people are named once each, the phone’s own resident first', () => {
  const child = { residentId: 'r2', nameHint: '李*' }
  const held = passes([pass(0, child), pass(1, child), pass(0), pass(1)])
  const members = [{ residentId: 'r2', nameMasked: '李*', documentMasked: '', relation: 'child' }]
  expect(peopleIn(held, { residentId: 'r1', members: [] }).map(({ relation }) => relation)).toEqual(['self', 'other'])
  const people = peopleIn(held, { residentId: 'r1', members })
  expect(people).toEqual([
    { residentId: 'r1', nameHint: '王*', relation: 'self' },
    { residentId: 'r2', nameHint: '李*', relation: 'child' },
  ])
})

test.each([
  [0, { under: 24 }],
  [24 * hour - 1, { under: 24 }],
  [24 * hour, { under: 48 }],
  [48 * hour, { under: 72 }],
  [72 * hour - 1, { under: 72 }],
  [72 * hour, 'older'],
] as const)('a sample %i ms old', (age, expected) => {
  expect(testAgeAt(iso(midnight), midnight + age)).toEqual(expected)
})

test('no test is no age', () => {
  expect(testAgeAt(null, midnight)).toBe('none')
})
