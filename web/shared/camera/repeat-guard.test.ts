// Goal: a code that stays in front of the camera is answered once; the next person's code at once.
// Method: sightings at chosen moments. (Comparing with `<=` 0 instead of the quiet time turns the first test red.)
import { expect, test } from 'vitest'
import { makeRepeatGuard } from './repeat-guard.ts'

test('a code in sight is answered once, however long it stays', () => {
  const guard = makeRepeatGuard(3000)
  expect(guard.isNew('A', 0)).toBe(true)
  for (let nowMs = 200; nowMs <= 20_000; nowMs += 200) expect(guard.isNew('A', nowMs)).toBe(false)
})

test('a code that was away for the quiet time is answered again', () => {
  const guard = makeRepeatGuard(3000)
  guard.isNew('A', 0)
  expect(guard.isNew('A', 2999)).toBe(false)
  expect(guard.isNew('A', 2999 + 3000)).toBe(true)
})

test('another code is answered at once', () => {
  const guard = makeRepeatGuard(3000)
  guard.isNew('A', 0)
  expect(guard.isNew('B', 100)).toBe(true)
})

test('putting an answer away begins the quiet anew', () => {
  const guard = makeRepeatGuard(3000)
  guard.isNew('A', 0)
  guard.prolong(8000)
  expect(guard.isNew('A', 9000)).toBe(false)
})
