// Goal: an app knows the rung from any answer, and forgets it when nobody repeats it.
// Method: headers as the server, a cache and somebody else write them; a clock that the test moves.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { heardRung, hearRung, watchRung } from './heard-rung.ts'

const say = (rung: string | null): void => hearRung((name) => (name === 'x-evergate-rung' ? rung : null))

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  say('0')
  vi.useRealTimers()
})

test('the last answer counts, and each change is told once', () => {
  const changes: number[] = []
  const stop = watchRung(() => changes.push(heardRung()))
  for (const rung of ['2', '2', '3', null, '9', 'x', '', '0']) say(rung)
  stop()
  say('1')
  expect(changes).toEqual([2, 3, 0])
})

test('what nobody repeats for ten minutes is forgotten', () => {
  say('3')
  vi.advanceTimersByTime(9 * 60_000)
  say('3')
  vi.advanceTimersByTime(9 * 60_000)
  expect(heardRung()).toBe(3)
  vi.advanceTimersByTime(60_000)
  expect(heardRung()).toBe(0)
})
