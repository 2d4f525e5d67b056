// Goal: the four wishes of a server are read as they are meant, and nonsense is silence, never an endless wait.
// Method: a table of good and bad values, then any text at all. (Leaving out a limit turns the last test red.)
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readServerSays } from './server-says.ts'

const nowMs = Date.UTC(2021, 11, 20, 0, 0, 0)
const read = (headers: Record<string, string>) => readServerSays((name) => headers[name], nowMs)

test('all four', () => {
  expect(read({ 'x-evergate-load': '1.25', 'x-evergate-rung': '2', 'x-evergate-next-contact': '37', 'retry-after': '20' })).toEqual({
    level: 1.25,
    rung: 2,
    nextContactMs: 37_000,
    retryAfterMs: 20_000,
  })
})

test('nothing said', () => {
  expect(read({})).toEqual({ level: null, rung: null, nextContactMs: null, retryAfterMs: null })
})

test.each([
  ['Mon, 20 Dec 2021 00:01:30 GMT', 90_000],
  ['Sun, 19 Dec 2021 00:00:00 GMT', 0],
  ['Sat, 20 Dec 2121 00:00:00 GMT', 3_600_000],
  ['86400', 3_600_000],
  ['soon', null],
  ['-1', null],
  ['', null],
])('Retry-After: %s', (text, retryAfterMs) => {
  expect(read({ 'retry-after': text }).retryAfterMs).toBe(retryAfterMs)
})

test('whatever is said, it is a number within its limits or nothing', () => {
  const text = fc.oneof(fc.string(), fc.double().map(String), fc.bigInt().map(String))
  fc.assert(
    fc.property(text, (said) => {
      const says = readServerSays(() => said, nowMs)
      for (const [value, most] of [
        [says.level, 4],
        [says.rung, 5],
        [says.nextContactMs, 86_400_000],
        [says.retryAfterMs, 3_600_000],
      ] as const) {
        if (value !== null) expect(value >= 0 && value <= most).toBe(true)
      }
    }),
  )
})
