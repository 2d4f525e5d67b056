// Goal: a city's desks ask how far their records have come once a minute each, and at no moment together.
// Method: a desk that has nothing to send, its clock and its chance in the test's hands; what it asks is counted. (Looking at the whole minute turns the
// first test red.)
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { now } from '../../../shared/clock.ts'
import type { Desk } from '../desk/desk.ts'
import type { DeskSync } from './desk-sync.ts'

const MINUTE_MS = 60_000
let word: number
let asked: number[]
let sync: DeskSync

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.UTC(2021, 11, 27, 4, 0, 7, 250) })
  vi.stubGlobal('location', { origin: 'https://city.test' })
  vi.stubGlobal('navigator', { onLine: true })
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('removeEventListener', () => {})
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((into) => (into instanceof Uint32Array ? into.fill(word) : into))
  word = 0
  asked = []
  const { server } = await import('../../device/server.ts')
  vi.spyOn(server, 'call').mockImplementation(({ path }) => {
    if (path === '/v1/sync/state') asked.push(now())
    return Promise.resolve({ ok: true, nextContactAt: null, value: { upTo: 0, highest: 0, gaps: [], conflicts: [] } as never })
  })
  const { startDeskSync } = await import('./desk-sync.ts')
  const book = { waiting: new Map(), highestAtServer: 0, sendAgain: () => 0 }
  sync = startDeskSync(server, { book, revision: { value: 0 } } as unknown as Desk)
  await vi.advanceTimersByTimeAsync(0)
  asked = []
})
afterEach(() => {
  sync.stop()
  vi.restoreAllMocks()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test.each([
  ['45 s', 0, 45_000],
  ['60 s', 0x80000000, 60_000],
])('each look is drawn anew, from 45 to 75 s: the second after %s', async (_, drawn, afterMs) => {
  const started = now()
  word = drawn // the first look was drawn before
  await vi.advanceTimersByTimeAsync(2 * MINUTE_MS - 1)
  expect(asked.map((at) => at - started).slice(0, 2)).toEqual([45_000, 45_000 + afterMs])
})

test('a desk without a network, or at its end, asks nobody', async () => {
  vi.stubGlobal('navigator', { onLine: false })
  await vi.advanceTimersByTimeAsync(10 * MINUTE_MS)
  vi.stubGlobal('navigator', { onLine: true })
  sync.stop()
  await vi.advanceTimersByTimeAsync(10 * MINUTE_MS)
  expect(asked).toEqual([])
})
