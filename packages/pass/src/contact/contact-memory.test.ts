// Goal: nobody asks before the moment the server named; a client holds back by itself what would be refused, in the part in which it would be, and never
// what matters more; a person may always try where nothing was said; no wish lasts for ever.
// Method: properties over histories of answers and silences, and the cases by hand. (Letting a person through a Retry-After turns the first test red, holding
// back the class above a refused one the second, forgetting the class in an answer the fourth.)
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Ask, afterAnswer, afterReturn, afterSilence, askAtMs, type ContactMemory, nothingHeard } from './contact-memory.ts'
import { loadClasses, refusedShare } from './load.ts'

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const load = fc.constantFrom(...loadClasses)
const ask: fc.Arbitrary<Ask> = fc.record({ load, by: fc.constantFrom('person', 'background') })
const wish = fc.record({
  level: fc.option(fc.double({ min: 0, max: 4, noNaN: true })),
  rung: fc.option(fc.nat(5)),
  nextContactMs: fc.option(fc.nat(3_600_000)),
  retryAfterMs: fc.option(fc.nat(3_600_000)),
})
const step = fc.record({
  load,
  status: fc.constantFrom(0, 200, 304, 422, 429, 500, 502, 503, 504),
  says: wish,
  chance,
  laterMs: fc.nat(600_000),
})
const silent = { level: null, rung: null, nextContactMs: null, retryAfterMs: null }

interface History {
  readonly memory: ContactMemory
  readonly nowMs: number
}

const history = fc.array(step, { maxLength: 12 }).map((steps) =>
  steps.reduce<History>(
    ({ memory, nowMs }, { laterMs, chance: drawn, ...heard }) => {
      const at = nowMs + laterMs
      return { memory: heard.status === 0 ? afterSilence(memory, at, drawn) : afterAnswer(memory, heard, at, drawn), nowMs: at }
    },
    { memory: nothingHeard, nowMs: 1_000_000 },
  ),
)

test('after a refusal nobody asks for the same before its Retry-After, whatever was heard before', () => {
  fc.assert(
    fc.property(
      history,
      ask,
      fc.constantFrom(429, 502, 503, 504),
      fc.nat(3_600_000),
      chance,
      chance,
      (past, one, status, retryAfterMs, ...drawn) => {
        const heard = { load: one.load, status, says: { ...silent, retryAfterMs } }
        const memory = afterAnswer(past.memory, heard, past.nowMs, drawn[0])
        expect(askAtMs(memory, one, past.nowMs, drawn[1])).toBeGreaterThanOrEqual(past.nowMs + retryAfterMs)
      },
    ),
  )
})

test('a background call is held back in the part of the cases in which its class is refused, until the next contact', () => {
  const says = { ...silent, level: 1.25, nextContactMs: 30_000 }
  const memory = afterAnswer(nothingHeard, { load: 'critical', status: 200, says }, 0, 0)
  const at = (name: Ask['load'], drawn: number): number => askAtMs(memory, { load: name, by: 'background' }, 10, drawn)
  expect([at('sheddable', 0.99), at('sheddable_plus', 0.24), at('sheddable_plus', 0.25)]).toEqual([30_000, 30_000, 0])
  expect([at('critical', 0), at('critical_plus', 0)]).toEqual([0, 0])
  expect(askAtMs(memory, { load: 'sheddable', by: 'person' }, 10, 0)).toBe(0)
  expect(askAtMs(memory, { load: 'sheddable', by: 'background' }, 30_000, 0)).toBe(0)
})

test('rungs hold back as levels do: two close a class each, the third none more, the fourth leaves what matters most, the last leaves nothing', () => {
  const heldAt = (rung: number): string[] => {
    const memory = afterAnswer(nothingHeard, { load: 'critical', status: 200, says: { ...silent, rung } }, 0, 0)
    return loadClasses.filter((name) => askAtMs(memory, { load: name, by: 'background' }, 1, 0.999) > 1)
  }
  expect([0, 1, 2, 3, 4, 5].map((rung) => heldAt(rung).length)).toEqual([0, 1, 2, 2, 3, 4])
})

test('overload closes the class and the lesser ones, a rate closes all, an answer opens the class and the greater ones', () => {
  const refused = afterAnswer(nothingHeard, { load: 'sheddable_plus', status: 503, says: { ...silent, retryAfterMs: 5_000 } }, 0, 0)
  expect(refused.awayUntilMs).toEqual({ sheddable: 5_000, sheddable_plus: 5_000, critical: 0, critical_plus: 0 })
  const limited = afterAnswer(nothingHeard, { load: 'sheddable', status: 429, says: { ...silent, retryAfterMs: 5_000 } }, 0, 0)
  expect(Object.values(limited.awayUntilMs)).toEqual([5_000, 5_000, 5_000, 5_000])
  const answered = afterAnswer(limited, { load: 'critical', status: 200, says: silent }, 6_000, 0)
  expect(answered.awayUntilMs).toEqual({ sheddable: 5_000, sheddable_plus: 5_000, critical: 0, critical_plus: 0 })
})

test('silence holds back what nobody looks at, ever longer and spread; a person may try', () => {
  const proxys = { load: 'critical', status: 502, says: silent } as const
  expect(afterAnswer(nothingHeard, proxys, 0, 0.5)).toEqual(afterSilence(nothingHeard, 0, 0.5))
  let memory = nothingHeard
  const waits = [1, 2, 3, 4, 5, 6, 7, 8].map(() => {
    memory = afterSilence(memory, 0, 0.5)
    return askAtMs(memory, { load: 'critical', by: 'background' }, 0, 0)
  })
  expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000])
  expect(askAtMs(memory, { load: 'critical', by: 'person' }, 0, 0)).toBe(0)
  expect(askAtMs(memory, { load: 'critical_plus', by: 'background' }, 0, 0)).toBe(0)
  expect(askAtMs(afterReturn(memory), { load: 'critical', by: 'background' }, 0, 0)).toBe(0)
  expect(
    askAtMs(afterAnswer(memory, { load: 'critical', status: 200, says: silent }, 9, 0), { load: 'critical', by: 'background' }, 9, 0),
  ).toBe(0)
})

test('no history keeps anybody away for more than a day', () => {
  fc.assert(
    fc.property(history, ask, chance, ({ memory, nowMs }, one, drawn) => {
      expect(askAtMs(memory, one, nowMs, drawn) - nowMs).toBeLessThanOrEqual(86_400_000)
    }),
  )
})

test('whatever a server says, what matters more is never held back before what matters less', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 4, noNaN: true }), (level) => {
      const shares = loadClasses.map((name) => refusedShare(level, name))
      expect(shares).toEqual([...shares].sort((one, other) => other - one))
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(level)
    }),
  )
})
