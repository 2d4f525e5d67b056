// Goal: a reload of the page does not forget that the server wishes to be left alone; what cannot be such a wish is nothing heard, and no storage is no error.
// Method: lines made one after the other over a storage in memory, as a reloaded page makes them. (A line that reads nothing back turns the first test red, a
// check that leaves out a limit the table.)
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApiLine } from './api-line.ts'

const startMs = Date.parse('2026-11-21T08:00:00Z')
const hourMs = 3_600_000
const key = 'evergate-contact/resident'
const kept = new Map<string, string>()
const busy = (seconds: number): Response => new Response(null, { status: 503, headers: { 'retry-after': String(seconds) } })
const reload = (keptAs = 'resident', onHeard = vi.fn()) => createApiLine({ keptAs, onHeard })
const waitMs = (line = reload(), by: 'person' | 'background' = 'person'): number => line.askAt({ load: 'critical', by }) - startMs

beforeEach(() => {
  vi.useFakeTimers({ now: startMs })
  kept.clear()
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('what the server wished counts after a reload, is told to the page at once, and ends at the moment it named', () => {
  const line = reload()
  line.heard('critical', busy(30))
  const untilMs = waitMs(line)
  expect(untilMs).toBeGreaterThanOrEqual(30_000)
  const onHeard = vi.fn()
  expect(waitMs(reload('resident', onHeard))).toBe(untilMs)
  expect(onHeard).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ failures: 1, awayUntilMs: expect.objectContaining({ critical: startMs + untilMs }) }),
  )
  reload().heard('critical', new Response(null, { status: 200 }))
  expect(waitMs()).toBeLessThanOrEqual(0)
})

test('the rung is said again after a reload, as long as the server wished to be left alone', async () => {
  const rungAfterReload = async (): Promise<number> => {
    vi.resetModules()
    const [{ createApiLine: create }, { heardRung }] = await Promise.all([import('./api-line.ts'), import('./rung/heard-rung.ts')])
    create({ keptAs: 'resident' })
    return heardRung()
  }
  reload().heard('critical', new Response(null, { status: 503, headers: { 'x-evergate-rung': '4', 'x-evergate-next-contact': '120' } }))
  expect(await rungAfterReload()).toBe(4)
  vi.setSystemTime(startMs + 120_000)
  expect(await rungAfterReload()).toBe(0)
})

test('the longest wish that the specification knows is believed, and so is silence after many failures', () => {
  const line = reload()
  for (let failure = 0; failure < 20; failure += 1) line.silent()
  expect(waitMs(reload(), 'background')).toBe(waitMs(line, 'background'))
  for (let failure = 0; failure < 20; failure += 1) line.heard('critical', busy(86_400))
  expect(waitMs()).toBe(waitMs(line))
  expect(waitMs()).toBeGreaterThanOrEqual(hourMs)
})

test('an app does not keep the wishes of another, and one that gives no name keeps none', () => {
  reload('scanner').heard('critical', busy(30))
  expect(waitMs()).toBeLessThanOrEqual(0)
  kept.clear()
  createApiLine().heard('critical', busy(30))
  expect(kept.size).toBe(0)
})

const sound = {
  level: 1,
  rung: 1,
  nextContactAtMs: startMs + 60_000,
  awayUntilMs: { sheddable: 0, sheddable_plus: 0, critical: startMs + 30_000, critical_plus: 0 },
  silentUntilMs: 0,
  failures: 1,
}

test('a sound memory is read back', () => {
  kept.set(key, JSON.stringify(sound))
  expect(waitMs()).toBe(30_000)
})

test.each<[string, unknown]>([
  ['no object', 7],
  ['null', null],
  ['a part missing', { ...sound, failures: undefined }],
  ['a class missing', { ...sound, awayUntilMs: { critical: startMs + 30_000 } }],
  ['no classes', { ...sound, awayUntilMs: null }],
  ['text for a number', { ...sound, silentUntilMs: '0' }],
  ['a number below nothing', { ...sound, failures: -1 }],
  ['a level that does not exist', { ...sound, level: 5 }],
  ['a rung that does not exist', { ...sound, rung: 6 }],
  ['hours of leaving alone', { ...sound, awayUntilMs: { ...sound.awayUntilMs, critical: startMs + 2 * hourMs } }],
  ['a next contact after tomorrow', { ...sound, nextContactAtMs: startMs + 25 * hourMs }],
  ['an hour of silence', { ...sound, silentUntilMs: startMs + hourMs }],
])('of another form or too far ahead is nothing heard: %s', (_name, value) => {
  kept.set(key, JSON.stringify(value))
  const onHeard = vi.fn()
  expect(waitMs(reload('resident', onHeard))).toBeLessThanOrEqual(0)
  expect(onHeard).not.toHaveBeenCalled()
})

test('text that is no JSON, a storage that throws and none at all are no error', () => {
  kept.set(key, '{')
  expect(waitMs()).toBeLessThanOrEqual(0)
  const forbidden = (): never => {
    throw new DOMException('forbidden', 'SecurityError')
  }
  for (const storage of [{ getItem: forbidden, setItem: forbidden }, undefined]) {
    vi.stubGlobal('sessionStorage', storage)
    const line = reload()
    line.heard('critical', busy(30))
    expect(waitMs(line)).toBeGreaterThanOrEqual(30_000)
  }
})
