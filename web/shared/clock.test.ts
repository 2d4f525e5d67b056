// Goal: timers fall on the city's boundaries, and a wrong phone clock is corrected while a right one is left alone.
// Method: vitest's fake timers stand for the phone's clock; nothing here waits. (Adding the offset twice turns the second test red.)
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { clockOffsetMs, everyBoundary, learnServerTime, now } from './clock.ts'

const start = Date.UTC(2026, 10, 21, 8, 0, 7, 250)

beforeEach(() => {
  vi.useFakeTimers({ now: start })
})
afterEach(() => {
  learnServerTime(now() - clockOffsetMs()) // the phone's own clock is right again
  vi.useRealTimers()
})

test('every 30-second boundary is called once, in its own slot, until cancelled', () => {
  const slots: number[] = []
  const cancel = everyBoundary(30_000, () => slots.push(Math.floor(now() / 30_000) * 30_000))
  vi.advanceTimersByTime(95_000)
  cancel()
  vi.advanceTimersByTime(60_000)
  const at = (second: number): number => Date.UTC(2026, 10, 21, 8, 0, second)
  expect(slots).toEqual([at(30), at(60), at(90)])
})

test('a clock that is minutes off follows the server; rounding and network delay are not a wrong clock', () => {
  learnServerTime(start + 4_000)
  expect(clockOffsetMs()).toBe(0)
  learnServerTime(start - 600_000)
  expect(now()).toBe(start - 600_000)
  learnServerTime(start - 601_000)
  expect(now()).toBe(start - 600_000)
  learnServerTime(start)
  expect(now()).toBe(start)
  learnServerTime(Number.NaN)
  expect(now()).toBe(start)
})
