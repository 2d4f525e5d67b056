// Goal: waiting grows with what failed, and with nothing else; a network that returns begins it anew.
// Method: the greatest draw, so that the span shows. (Counting held calls, or going on counting after a return, turns these red.)
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Refusal } from '../../shared/api.ts'

const refusal = (code: string, retryAfterMs?: number): Refusal => ({
  code,
  status: 0,
  passing: true,
  errors: [],
  details: {},
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
})
const SILENT = refusal('network.offline')

let wait: import('./background-wait.ts').BackgroundWait
let comeBack: () => void
beforeEach(async () => {
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((into) => (into instanceof Uint32Array ? into.fill(0xffffffff) : into))
  vi.stubGlobal('addEventListener', (_name: 'online', call: () => void) => (comeBack = call))
  wait = (await import('./background-wait.ts')).createBackgroundWait()
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const seconds = (ms: number): number => Math.round(ms / 1000)

test('each failure doubles the span, up to ten minutes; success and a network that returns begin anew', () => {
  const spans = Array.from({ length: 8 }, () => seconds(wait.afterFailure(SILENT)))
  expect(spans).toEqual([10, 20, 40, 80, 160, 320, 600, 600])
  comeBack()
  expect([seconds(wait.afterFailure(SILENT)), seconds(wait.afterFailure(SILENT))]).toEqual([10, 20])
  wait.end()
  expect(seconds(wait.afterFailure(SILENT))).toBe(10)
})

test('what was held back waits as long as the server wished, and does not make the next wait longer', () => {
  const held = refusal('network.held_back', 30_000)
  expect([1, 2, 3].map(() => seconds(wait.afterFailure(held)))).toEqual([40, 40, 40])
  expect(seconds(wait.afterFailure(SILENT))).toBe(10)
})
