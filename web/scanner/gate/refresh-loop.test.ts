// Goal: an online gate learns of a red list within 30 s; gates whose server is down neither hammer it nor come back together.
// Method: the delay for every count of failures at both ends of the jitter. A loop is pressed under way, while it is sent away and
// afterwards. (A steady delay above 20 s turns the first test red, a press that ignores Retry-After the last.)
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { now } from '../../shared/clock.ts'
import { nextDelayMs, type RoundOutcome, startRefreshLoop } from './refresh-loop.ts'

test('while it works, two rounds are less than 30 s apart even if one is slow', () => {
  const requestMsMax = 8000
  expect(nextDelayMs(0, null, 1) + requestMsMax).toBeLessThan(30_000)
  expect(nextDelayMs(0, null, 0)).toBeGreaterThanOrEqual(10_000)
})

test('failures wait longer and longer and never less than 2.5 s, spread over up to two minutes', () => {
  let before = 0
  for (let failures = 1; failures <= 12; failures++) {
    const most = nextDelayMs(failures, null, 1)
    expect(nextDelayMs(failures, null, 0)).toBe(2_500)
    expect(most).toBeGreaterThanOrEqual(before)
    expect(most).toBeLessThanOrEqual(122_500)
    before = most
  }
})

test('what the server asks for is the least', () => {
  expect(nextDelayMs(1, 90_000, 0)).toBe(90_000)
})

describe('a loop', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('addEventListener', () => {})
    vi.stubGlobal('document', { addEventListener: () => {}, removeEventListener: () => {}, hidden: false })
    vi.stubGlobal('removeEventListener', () => {})
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  test('pressing joins the round under way, and waits for the planned one while the server wishes to be left alone', async () => {
    let rounds = 0
    let finish = (_outcome: RoundOutcome): void => {}
    let awayUntil: number | null = null
    const round = () => {
      rounds += 1
      return new Promise<RoundOutcome>((resolve) => {
        finish = resolve
      })
    }
    const loop = startRefreshLoop(round, (untilMs) => {
      awayUntil = untilMs
    })
    loop.poke()
    loop.poke()
    expect(rounds).toBe(1)
    finish({ failed: true, retryAfterMs: 60_000 })
    await vi.advanceTimersByTimeAsync(59_999)
    loop.poke()
    expect([rounds, awayUntil! >= now()]).toEqual([1, true])
    await vi.advanceTimersByTimeAsync(awayUntil! - now())
    expect(rounds).toBe(2)
    finish({ failed: false, retryAfterMs: null })
    await vi.advanceTimersByTimeAsync(0)
    loop.poke()
    expect([rounds, awayUntil]).toEqual([3, null])
    loop.stop()
  })
})
