// Goal: an online gate learns of a red list within 30 s; gates whose server is down neither hammer it nor come back together.
// Method: the delay for every count of failures at both ends of the jitter. A loop is pressed, glanced at and given its network back while a round is under
// way, after a failure, while it is sent away and while all is well. (A steady delay above 20 s turns the first test red, a press that ignores Retry-After
// the first one of the loop; a glance or a returning network that begins a round at once those after it.)
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { now } from '../../shared/clock.ts'
import { nextDelayMs, type RefreshLoop, type RoundOutcome, startRefreshLoop } from './refresh-loop.ts'

const FAILED_MS_MIN = 2_500

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
  let rounds: number
  let finish: (outcome: RoundOutcome) => Promise<unknown>
  let awayUntil: number | null
  let page: EventTarget
  let loop: RefreshLoop

  const events = (target: EventTarget) => ({
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
  })
  const glance = (): unknown => document.dispatchEvent(new Event('visibilitychange'))
  const networkReturns = (): unknown => page.dispatchEvent(new Event('online'))
  const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)

  beforeEach(() => {
    vi.useFakeTimers()
    page = new EventTarget()
    for (const [name, value] of Object.entries(events(page))) vi.stubGlobal(name, value)
    vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false }))
    rounds = 0
    awayUntil = null
    loop = startRefreshLoop(
      () => {
        rounds += 1
        return new Promise<RoundOutcome>((resolve) => {
          finish = (outcome) => {
            resolve(outcome)
            return pass(0)
          }
        })
      },
      (untilMs) => {
        awayUntil = untilMs
      },
    )
  })
  afterEach(() => {
    loop.stop()
    vi.restoreAllMocks()
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  test('pressing joins the round under way, and waits for the planned one while the server wishes to be left alone', async () => {
    loop.poke()
    loop.poke()
    expect(rounds).toBe(1)
    await finish({ failed: true, retryAfterMs: 60_000 })
    networkReturns()
    await pass(59_999)
    loop.poke()
    glance()
    expect([rounds, awayUntil! >= now()]).toEqual([1, true])
    await pass(awayUntil! - now())
    expect(rounds).toBe(2)
    await finish({ failed: false, retryAfterMs: null })
    loop.poke()
    expect([rounds, awayUntil]).toEqual([3, null])
  })

  test('a page that is loaded again keeps the wish of the server', async () => {
    loop.stop()
    rounds = 0
    const told: (number | null)[] = []
    const untilMs = now() + 60_000
    loop = startRefreshLoop(
      async () => {
        rounds += 1
        return { failed: false, retryAfterMs: null }
      },
      (at) => told.push(at),
      untilMs,
    )
    loop.poke()
    glance()
    await pass(59_999)
    expect([rounds, told]).toEqual([0, [untilMs]])
    await pass(1)
    expect([rounds, told]).toEqual([1, [untilMs, null]])
  })

  test('a server that refuses without saying for how long is left alone until the planned round, by presses too', async () => {
    await finish({ failed: true, retryAfterMs: 0 })
    loop.poke()
    expect([rounds, awayUntil! >= now() + FAILED_MS_MIN]).toEqual([1, true])
    await pass(awayUntil! - now())
    expect(rounds).toBe(2)
  })

  test('ten glances at a gate whose round failed ask nobody; a press does, and does not shorten what comes after', async () => {
    for (let failures = 1; failures <= 12; failures++) {
      await finish({ failed: true, retryAfterMs: null })
      for (let glances = 0; glances < 10; glances++) glance()
      expect(rounds).toBe(failures)
      loop.poke()
      expect(rounds).toBe(failures + 1)
    }
    vi.spyOn(crypto, 'getRandomValues').mockImplementation(fillWith(0xffffffff))
    await finish({ failed: true, retryAfterMs: null })
    await pass(FAILED_MS_MIN + 119_000)
    expect(rounds).toBe(13)
    await pass(1_000)
    expect(rounds).toBe(14)
  })

  test('a glance at a healthy gate asks for what is overdue, because timers of a hidden page sleep', async () => {
    await finish({ failed: false, retryAfterMs: null })
    vi.setSystemTime(now() + 9_900)
    glance()
    expect(rounds).toBe(1)
    vi.setSystemTime(now() + 6_200)
    Object.assign(document, { hidden: true })
    glance()
    expect(rounds).toBe(1)
    Object.assign(document, { hidden: false })
    glance()
    expect(rounds).toBe(2)
  })

  test.each([
    ['soonest', 0, 2_500],
    ['latest', 0xffffffff, 7_500],
  ])('a network that returns, however often, ends a long wait, spread over some seconds: the %s', async (_, drawn, atMs) => {
    vi.spyOn(crypto, 'getRandomValues').mockImplementation(fillWith(0xffffffff))
    for (let failures = 1; failures <= 8; failures++) {
      await finish({ failed: true, retryAfterMs: null })
      if (failures < 8) loop.poke()
    }
    vi.spyOn(crypto, 'getRandomValues').mockImplementation(fillWith(drawn))
    networkReturns()
    await pass(2_000)
    networkReturns()
    await pass(atMs - 2_001)
    glance()
    expect(rounds).toBe(8)
    await pass(1)
    expect(rounds).toBe(9)
    await finish({ failed: true, retryAfterMs: null })
    await pass(atMs) // as after a first failure
    expect(rounds).toBe(10)
  })
})

/** Draws the same number every time. */
function fillWith(word: number) {
  return <T extends ArrayBufferView | null>(array: T): T => {
    if (array instanceof Uint32Array) array.fill(word)
    return array
  }
}
