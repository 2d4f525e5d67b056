// Goal: a desk learns its rounds however often it had to ask, by questions that the server refuses last; until then it knows that it does not know.
// Method: a server that answers what the test says, and a device that keeps nothing. (Asking once, once told never again, or as a page that somebody opened, turns these red.)
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Answer, Call } from '../../../shared/api.ts'
import { now } from '../../../shared/clock.ts'

const ANSWERED = (rounds: readonly object[]): Answer<unknown> => ({ ok: true, nextContactAt: null, value: { rounds } })
const REFUSED: Answer<unknown> = {
  ok: false,
  refusal: { code: 'service.overloaded', status: 503, passing: true, errors: [], details: {} },
}
const running = () => ({
  roundId: 'round',
  name: '第三轮',
  startsAt: new Date(now() - 3_600_000).toISOString(),
  endsAt: new Date(now() + 3_600_000).toISOString(),
  mandatory: true,
  pool: 'twenty',
  tubeRule: { prefixes: [] },
})

let round: typeof import('./round.ts')
let answer: Answer<unknown>
let calls: Call[]

beforeEach(async () => {
  vi.resetModules()
  vi.stubGlobal('location', { origin: 'https://city.test' })
  answer = REFUSED
  calls = []
  const { server } = await import('../../device/server.ts')
  vi.spyOn(server, 'call').mockImplementation((call) => {
    calls.push(call)
    return Promise.resolve(answer as Answer<never>)
  })
  round = await import('./round.ts')
})
afterEach(() => void vi.useRealTimers())

test('refused at its opening, a desk asks again until it was told, and then no more for a while', async () => {
  await round.askRoundsAgain()
  expect(calls).toEqual([]) // no site yet
  await round.openRounds('site')
  await round.askRoundsAgain()
  expect([calls.length, round.isRoundUnknown(), round.currentRound()]).toEqual([2, true, null])
  answer = ANSWERED([running()])
  await round.askRoundsAgain()
  await round.askRoundsAgain()
  expect([calls.length, round.isRoundUnknown(), round.currentRound()?.pool]).toEqual([3, false, 'twenty'])
  for (const call of calls) expect(call).toMatchObject({ load: 'critical', by: 'background' })
})

test('a round that is planned during a shift is known within a quarter of an hour, and what was known stays where the server cannot say', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  answer = ANSWERED([])
  await round.openRounds('site')
  vi.advanceTimersByTime(15 * 60_000 - 1)
  await round.askRoundsAgain()
  expect(calls.length).toBe(1)
  vi.advanceTimersByTime(1)
  answer = ANSWERED([running()])
  await round.askRoundsAgain()
  expect([calls.length, round.currentRound()?.pool]).toEqual([2, 'twenty'])
  vi.advanceTimersByTime(20 * 60_000)
  answer = REFUSED
  await round.askRoundsAgain()
  expect([calls.length, round.currentRound()?.pool, round.isRoundUnknown()]).toEqual([3, 'twenty', false])
})

test('a site without a round is known as one; another site is not', async () => {
  answer = ANSWERED([])
  await round.openRounds('site')
  expect(round.isRoundUnknown()).toBe(false)
  answer = REFUSED
  await round.openRounds('other site')
  expect(round.isRoundUnknown()).toBe(true)
})
