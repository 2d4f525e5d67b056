// Goal: a code that stays in front of the camera is answered once; the next person's code at once; two codes in sight do not take turns for ever.
// Method: sightings at chosen moments. (Remembering only the last text turns the third test red; not refreshing the time, the first.)
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

test('two codes in sight are each answered once', () => {
  const guard = makeRepeatGuard(3000)
  expect([guard.isNew('A', 0), guard.isNew('B', 100)]).toEqual([true, true])
  for (let nowMs = 200; nowMs <= 9000; nowMs += 200)
    expect([guard.isNew('A', nowMs), guard.isNew('B', nowMs + 100)]).toEqual([false, false])
})

test('a code whose answer was just put away keeps its quiet, an earlier one does not', () => {
  const guard = makeRepeatGuard(3000)
  guard.isNew('earlier', 0)
  guard.isNew('A', 10_000)
  guard.pause(10_010)
  guard.resume(20_000)
  expect(guard.isNew('A', 21_000)).toBe(false)
  expect(guard.isNew('earlier', 21_000)).toBe(true)
})

test('only the last few codes are remembered', () => {
  const guard = makeRepeatGuard(3000)
  for (let count = 0; count < 9; count++) guard.isNew(`code ${count}`, count)
  expect(guard.isNew('code 8', 10)).toBe(false)
  expect(guard.isNew('code 0', 10)).toBe(true)
})
