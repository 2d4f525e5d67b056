// Goal: whatever cannot be evaluated is undecided with a reason, never false and never thrown; and nothing but the data's own values can be read.
// Method: tables of wrong types and hostile data beside the official suite, and random JSON as expression and as data.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile, evaluate, validate } from './index.ts'

const outcome = (expression: unknown, data: unknown = {}): unknown => {
  const evaluation = evaluate(expression, data)
  return evaluation.ok ? evaluation.value : `${evaluation.reason} at ${evaluation.operator}`
}
const date = { plusTime: ['2021-12-20', 0, 'day'] }

describe('undecided', () => {
  it.each([
    [{ if: [date, 1, 2] }, 'not_truthy_nor_falsy at if'],
    [{ and: [true, date] }, 'not_truthy_nor_falsy at and'],
    [{ '!': [date] }, 'not_truthy_nor_falsy at !'],
    [{ '+': [1, 'x'] }, 'not_an_integer at +'],
    [{ '+': [1, { var: 'half' }] }, 'not_an_integer at +'],
    [{ '<': [1, 'x'] }, 'not_an_integer at <'],
    [{ '<': [2, 1, 'x'] }, 'not_an_integer at <'],
    [{ '>=': [date, date] }, 'not_an_integer at >='],
    [{ after: ['2021-12-20', date] }, 'not_a_date_time at after'],
    [{ before: [date, date, 1] }, 'not_a_date_time at before'],
    [{ plusTime: [1, 1, 'day'] }, 'not_a_date_string at plusTime'],
    [{ plusTime: [date, 1, 'day'] }, 'not_a_date_string at plusTime'],
    [{ plusTime: [{ var: 'missing' }, 1, 'day'] }, 'not_a_date_string at plusTime'],
    [{ dccDateOfBirth: ['2021-12-20T00:00:00Z'] }, 'not_a_date_string at dccDateOfBirth'],
    [{ in: ['x', 'xyz'] }, 'not_an_array at in'],
    [{ in: [[1], [[1]]] }, 'not_comparable at in'],
    [{ '===': [date, date] }, 'not_comparable at ==='],
    [{ '===': [{ var: 'list' }, { var: 'list' }] }, 'not_comparable at ==='],
    [{ reduce: ['x', 1, 0] }, 'not_an_array at reduce'],
    [{ extractFromUVCI: [1, 0] }, 'not_a_string at extractFromUVCI'],
    [{ nonsense: [1] }, 'invalid_expression at expression'],
    [{ __proto__: null, constructor: [1] }, 'invalid_expression at expression'],
    [undefined, 'invalid_expression at expression'],
  ])('%j', (expression, expected) => {
    expect(outcome(expression, { half: 0.5, list: [1] })).toBe(expected)
  })

  it('date-times come out as RFC 3339 strings', () => {
    expect(outcome([date, [date]])).toEqual(['2021-12-20T00:00:00.000Z', ['2021-12-20T00:00:00.000Z']])
  })

  it('the data cannot be reached inside reduce (official suite: patched reduce is not part of CertLogic)', () => {
    expect(outcome({ reduce: [[1], { var: 'data.x' }, 0] }, { x: 1, data: { x: 2 } })).toBe(null)
    expect(outcome({ reduce: [[5], { var: '' }, 0] })).toEqual({ accumulator: 0, current: 5 })
  })
})

describe('var', () => {
  it.each([
    '__proto__',
    'constructor',
    'constructor.name',
    'toString',
    'hasOwnProperty',
    'list.length',
    'list.map',
    'text.0',
    'text.length',
    'list.-1',
    'list.00',
    'list.1e0',
  ])('does not read %s', (path) => expect(outcome({ var: path }, { list: ['a', 'b'], text: 'abc' })).toBe(null))

  it('does not read inside a date-time or a reading of the clock', () => {
    const inside = (path: string): unknown =>
      outcome(
        { reduce: [[1], { var: `accumulator.${path}` }, [date, { var: 'external.validationClock' }]] },
        { external: { validationClock: '2021' } },
      )
    expect([inside('0.ms'), inside('1.ms'), inside('1.text')]).toEqual([null, null, null])
  })

  it('reads own properties that bear the names of inherited ones', () => {
    expect(outcome({ var: '__proto__.x' }, JSON.parse('{"__proto__":{"x":1}}'))).toBe(1)
    expect(outcome({ var: 'x' }, Object.assign(Object.create(null), { x: 1 }))).toBe(1)
  })

  it('pollutes nothing by giving a value back', () => {
    const evaluation = outcome({ var: '' }, JSON.parse('{"__proto__":{"polluted":true}}')) as { polluted?: boolean }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    expect(Object.getPrototypeOf(evaluation)).toBe(Object.prototype)
  })
})

describe('robustness', () => {
  const operator = fc.constantFrom(
    'if',
    'and',
    '!',
    '===',
    'in',
    '+',
    '<',
    'after',
    'not-before',
    'plusTime',
    'dccDateOfBirth',
    'reduce',
    'extractFromUVCI',
    'nonsense',
  )
  const { expression: anyExpression } = fc.letrec((tie) => ({
    expression: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue(),
      fc.constantFrom('day', 'year', '2021-12-20'),
      fc.string({ maxLength: 6 }).map((path) => ({ var: path })),
      fc.tuple(operator, fc.array(tie('expression'), { maxLength: 3 })).map(([name, operands]) => ({ [name]: operands })),
    ),
  }))

  it('never throws, and evaluates exactly what validate accepts', () => {
    fc.assert(
      fc.property(anyExpression, fc.jsonValue(), (expression, data) => {
        const evaluation = evaluate(expression, data)
        expect(!evaluation.ok && evaluation.reason === 'invalid_expression').toBe(validate(expression).length > 0)
      }),
      { numRuns: 3_000 },
    )
  })

  it('a compiled expression keeps its meaning when the object it came from is changed', () => {
    const expression = { and: [true, { var: 'x' }] }
    const compiled = compile(expression)
    expression.and[0] = false
    expect(compiled.ok && compiled.expression.run({ x: 5 })).toEqual({ ok: true, value: 5, changesAt: null })
  })
})
