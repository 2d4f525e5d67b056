// Goal: until `changesAt` nothing changes, and where the expression only compares date-times, at `changesAt` something does.
// Method: random expressions over random data, evaluated now and at times before `changesAt`, most of them chosen near the ends of months and near
// `changesAt` itself; single comparisons against a search for the flip by brute force; tables for what can be said in words.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDateTime, type TimeUnit, toShift } from './date-time.ts'
import { compile, type Evaluation, evaluate } from './index.ts'
import { shiftedMs } from './moment.ts'

const hourMs = 3_600_000
const at = (text: string): number => Date.parse(text)
const when = (ms: number, data: object = {}): object => ({ ...data, now: formatDateTime(ms) })
const evaluateAt = (expression: unknown, ms: number, data: object = {}) => evaluate(expression, when(ms, data), { clockPath: 'now' })
const outcome = (evaluation: Evaluation): unknown => (evaluation.ok ? { value: evaluation.value } : { reason: evaluation.reason })

const now = { var: 'now' }
const clockPlus = (amount: number, unit: string) => ({ plusTime: [now, amount, unit] })
const fixed = (text: string) => ({ plusTime: [text, 0, 'day'] })

describe('what can be said in words', () => {
  it.each([
    [
      'a test within 48 hours',
      { 'not-after': [clockPlus(0, 'hour'), { plusTime: ['2021-12-20T08:00:00Z', 48, 'hour'] }] },
      '2021-12-22T08:00:00.001Z',
    ],
    ['before a time', { before: [clockPlus(0, 'day'), fixed('2021-12-22T08:00:00Z')] }, '2021-12-22T08:00:00.000Z'],
    ['after a time', { after: [clockPlus(0, 'day'), fixed('2021-12-22T08:00:00Z')] }, '2021-12-22T08:00:00.001Z'],
    ['not before a time', { 'not-before': [clockPlus(0, 'day'), fixed('2021-12-22T08:00:00Z')] }, '2021-12-22T08:00:00.000Z'],
    ['the fixed side first', { before: [fixed('2021-12-22T08:00:00Z'), clockPlus(0, 'day')] }, '2021-12-22T08:00:00.001Z'],
    ['already past', { before: [clockPlus(0, 'day'), fixed('2021-12-20T08:00:00Z')] }, null],
    ['both fixed', { before: [fixed('2021-12-20'), fixed('2021-12-21')] }, null],
    ['both following alike', { before: [clockPlus(1, 'hour'), clockPlus(1, 'day')] }, null],
    ['a month and 30 days', { before: [clockPlus(1, 'month'), clockPlus(30, 'day')] }, '2022-01-01T00:00:00.000Z'],
    ['18 years', { 'not-before': [clockPlus(-18, 'year'), fixed('2004-02-29')] }, '2022-03-01T00:00:00.000Z'],
    ['a month is over', { 'not-before': [clockPlus(-1, 'month'), fixed('2021-12-31')] }, '2022-01-31T00:00:00.000Z'],
    ['not evaluated', { and: [false, { before: [clockPlus(0, 'day'), fixed('2022-01-01')] }] }, null],
    ['the clock itself', now, '2021-12-21T00:00:00.000Z'],
    ['the clock in a list', [1, [now]], '2021-12-21T00:00:00.000Z'],
    ['a date that follows the clock', clockPlus(14, 'day'), '2021-12-21T00:00:00.000Z'],
    ['text of the clock', { '===': [now, 'x'] }, '2021-12-21T00:00:00.000Z'],
    ['all the data', { var: '' }, '2021-12-21T00:00:00.000Z'],
    ['whether there is a clock', { '!': [now] }, null],
    ['no clock', { var: 'other' }, null],
  ])('%s', (_, expression, expected) => {
    const { changesAt } = evaluateAt(expression, at('2021-12-21T00:00:00.000Z'))
    expect(changesAt === null ? null : formatDateTime(changesAt)).toBe(expected)
  })

  it('31 January and a month is 3 March, 1 February and a month is 1 March: a comparison can flip back', () => {
    const expression = { 'not-before': [clockPlus(1, 'month'), fixed('2021-03-02')] }
    expect(evaluateAt(expression, at('2021-01-31T00:00:00Z'))).toEqual({ ok: true, value: true, changesAt: at('2021-02-01T00:00:00Z') })
    expect(evaluateAt(expression, at('2021-02-01T00:00:00Z'))).toEqual({ ok: true, value: false, changesAt: at('2021-02-02T00:00:00Z') })
    expect(evaluateAt(expression, at('2021-02-02T00:00:00Z'))).toEqual({ ok: true, value: true, changesAt: null })
  })

  it('follows the clock through the accumulator of a reduce, the only way for it to get in', () => {
    const countRecent = {
      reduce: [
        { var: 'samples' },
        [
          { var: 'accumulator.0' },
          {
            if: [
              { after: [{ plusTime: [{ var: 'current' }, 72, 'hour'] }, { plusTime: [{ var: 'accumulator.0' }, 0, 'hour'] }] },
              { '+': [{ var: 'accumulator.1' }, 1] },
              { var: 'accumulator.1' },
            ],
          },
        ],
        [now, 0],
      ],
    }
    const isTwo = { reduce: [countRecent, { '===': [{ var: 'current' }, 2] }, false] }
    const data = { samples: ['2021-12-18T10:00:00Z', '2021-12-20T09:00:00Z'] }
    expect(evaluateAt(isTwo, at('2021-12-21T00:00:00Z'), data)).toEqual({ ok: true, value: true, changesAt: at('2021-12-21T10:00:00Z') })
    expect(evaluateAt(isTwo, at('2021-12-21T10:00:00Z'), data)).toMatchObject({ value: false })
  })

  it('an undecided outcome has a changesAt too', () => {
    const expression = { and: [{ before: [clockPlus(0, 'hour'), fixed('2022-01-01')] }, { '+': ['x', 1] }] }
    expect(evaluateAt(expression, at('2021-12-21T00:00:00Z'))).toMatchObject({
      ok: false,
      reason: 'not_an_integer',
      changesAt: at('2022-01-01T00:00:00Z'),
    })
    expect(evaluateAt(expression, at('2022-01-01T00:00:00Z'))).toMatchObject({ ok: true, value: false })
  })

  it('a clock that is no date-time is a value like any other', () => {
    expect(evaluate(now, { now: 'noon' }, { clockPath: 'now' })).toEqual({ ok: true, value: 'noon', changesAt: null })
  })
})

/** Whole hours near the ends of months from 2019 to 2025, where calendar arithmetic jumps. */
const anyTime = fc
  .tuple(
    fc.integer({ min: 0, max: 83 }),
    fc.oneof(fc.integer({ min: -100, max: 100 }), fc.integer({ min: 0, max: 700 })),
    fc.constantFrom(0, 1, -1),
  )
  .map(([month, hours, ms]) => Date.UTC(2019, month, 1) + hours * hourMs + ms)
const unit = fc.constantFrom<TimeUnit>('hour', 'day', 'month', 'year')
const amount = fc.integer({ min: -40, max: 40 })
const comparison = fc.constantFrom('before', 'after', 'not-before', 'not-after')
const fixedMoment = anyTime.map((ms) => fixed(formatDateTime(ms)))
const clockMoment = fc.tuple(amount, unit).map(([n, u]) => clockPlus(n, u))

/** A few days to or from what the clock gives now: where a moment that ran over into the next month can fall back behind the limit. */
const daysAway = fc.integer({ min: -96, max: 96 }).map((hours) => hours * hourMs)

describe('exactness', () => {
  it('a comparison of the clock with a fixed time flips at changesAt and not a millisecond earlier', () => {
    fc.assert(
      fc.property(anyTime, comparison, amount, unit, fc.oneof(anyTime, daysAway), fc.boolean(), (ms, operator, n, u, other, swap) => {
        const left = clockPlus(n, u)
        const right = fixed(formatDateTime(other > 100 * hourMs ? other : shiftedMs(ms, toShift(n, u)) + other))
        const compiled = compile({ [operator]: swap ? [right, left] : [left, right] }, { clockPath: 'now' })
        if (!compiled.ok) throw new Error('the expression must compile')
        const valueAt = (t: number): boolean => isTrue(compiled.expression.run(when(t)))
        const { changesAt } = compiled.expression.run(when(ms))
        const last = (changesAt ?? Date.UTC(2031, 0)) - 1
        const times = [last, ...[0.001, 0.3, 0.5, 0.9].map((share) => Math.floor(ms + (last - ms) * share))]
        // The days around the ends of months are where calendar arithmetic runs over.
        for (let month = 0; month < 144; month += 1) times.push(Date.UTC(2019, month, 1) - 1, Date.UTC(2019, month, 1))
        const before = times.filter((t) => t >= ms && t <= last)
        expect(before.filter((t) => valueAt(t) !== valueAt(ms))).toEqual([])
        if (changesAt !== null) expect([changesAt > ms, valueAt(changesAt)]).toEqual([true, !valueAt(ms)])
      }),
      { numRuns: 1_500 },
    )
  }, 60_000)
})

const isTrue = (evaluation: Evaluation): boolean => {
  if (!evaluation.ok) throw new Error(evaluation.reason)
  return evaluation.value === true
}

/** Random expressions, well typed often enough to get far, with the clock in every kind of place. */
const { expression: anyExpression } = fc.letrec((tie) => ({
  moment: fc.oneof(
    clockMoment,
    fixedMoment,
    fc.tuple(tie('text'), amount, unit).map((operands) => ({ plusTime: operands })),
  ),
  text: fc.constantFrom<unknown>(
    now,
    '2021-01-31',
    '2020-02-29T12:00:00Z',
    { var: 'd' },
    { var: 'list.0' },
    { var: 'accumulator' },
    { var: 'current' },
  ),
  condition: fc.oneof(
    { depthSize: 'small' },
    fc.tuple(comparison, fc.array(tie('moment'), { minLength: 2, maxLength: 3 })).map(([operator, operands]) => ({ [operator]: operands })),
    fc.tuple(tie('expression'), tie('expression')).map((operands) => ({ '===': operands })),
    tie('expression').map((operand) => ({ '!': [operand] })),
    fc.tuple(tie('text'), fc.constantFrom<unknown>({ var: 'list' }, [now, 'x'])).map((operands) => ({ in: operands })),
  ),
  expression: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<unknown>(
      0,
      1,
      'x',
      true,
      false,
      { var: 'n' },
      { var: 'missing' },
      { var: 'accumulator' },
      { var: 'current' },
      { var: '' },
    ),
    tie('text'),
    tie('moment'),
    tie('condition'),
    tie('condition'),
    fc.array(tie('expression'), { maxLength: 3 }),
    fc.tuple(tie('condition'), tie('expression'), tie('expression')).map((operands) => ({ if: operands })),
    fc.array(tie('condition'), { minLength: 2, maxLength: 4 }).map((operands) => ({ and: operands })),
    fc.tuple(tie('expression'), tie('expression')).map((operands) => ({ '+': operands })),
    fc
      .tuple(fc.constantFrom<unknown>({ var: 'list' }, [now]), tie('expression'), tie('expression'))
      .map((operands) => ({ reduce: operands })),
  ),
}))

describe('stability', () => {
  it('any expression gives the same outcome at every time before changesAt', () => {
    const data = { d: '2020-03-01', n: 3, list: ['2020-01-31', '2021-02-28T23:59:59Z', 'x'] }
    let certain = 0
    fc.assert(
      fc.property(anyExpression, anyTime, anyTime, (expression, ms, other) => {
        const today = evaluateAt(expression, ms, data)
        const limit = today.changesAt ?? Number.POSITIVE_INFINITY
        const later = [ms + 1, ms + hourMs, ms + 40 * 24 * hourMs, limit - 1, Math.max(ms, other)].filter(
          (t) => t > ms && t < limit && t < 4e12,
        )
        const expected = JSON.stringify(outcome(today))
        expect(later.filter((t) => JSON.stringify(outcome(evaluateAt(expression, t, data))) !== expected)).toEqual([])
        certain += later.length
      }),
      { numRuns: 4_000 },
    )
    expect(certain).toBeGreaterThan(4_000) // the property is not empty
  }, 60_000)
})
