// Goal: our evaluator says what certlogic-js, the evaluator of CertLogic's authors, says: the same value, or that there is none.
// Method: random expressions of every operation, most of them of the right types, over random facts; compiled once and run twice. Left out is what the
// specification leaves open (docs/spec/certlogic.md): dates that are in no calendar, what is inside a text, equality of lists, objects and date-times.
import { compile, validate } from '@evergate/pass/rules'
import { evaluate } from 'certlogic-js'
import fc from 'fast-check'
import { expect, it } from 'vitest'

const dates = fc.constantFrom(
  '2019',
  '2020-02',
  '2021-12-20',
  '2021-12-20T23:30:00+08:00',
  '2021-12-21T00:00:00.000Z',
  '2024-02-29T12:00:00Z',
)
const words = fc.constantFrom('', 'fever', 'cough', 'URN:UVCI:01:XA/4X#1')
const plain = fc.oneof(fc.boolean(), fc.integer({ min: -3, max: 3 }), words, dates)
const paths = [
  'now',
  'item.at',
  'item.word',
  'item.count',
  'item.flag',
  'item.list',
  'item.list.0',
  'item.any',
  'other.at',
  'other',
  'nowhere.at',
  '',
]

const record = <Model>(model: { [Key in keyof Model]: fc.Arbitrary<Model[Key]> }) => fc.record(model, { noNullPrototype: true })
const facts = record({
  now: dates,
  item: record({
    at: dates,
    word: words,
    count: fc.integer({ min: -3, max: 3 }),
    flag: fc.boolean(),
    list: fc.array(plain, { maxLength: 4 }),
    any: fc.oneof(plain, fc.constantFrom(null, [], {}, { a: 1 })),
  }),
  other: record({ at: dates }),
})

const reads = (...names: readonly string[]) => fc.constantFrom(...names).map((path) => ({ var: path }))
const operation = (name: string, ...operands: readonly fc.Arbitrary<unknown>[]) =>
  fc.tuple(...operands).map((values) => ({ [name]: values }))
const amount = fc.integer({ min: -40, max: 40 })
const unit = fc.constantFrom('year', 'month', 'day', 'hour')

const { anything: anyExpression } = fc.letrec((tie) => {
  const [truth, whole, moment, list, anything] = ['truth', 'whole', 'moment', 'list', 'anything'].map((name) => tie(name)) as [
    fc.Arbitrary<unknown>,
    fc.Arbitrary<unknown>,
    fc.Arbitrary<unknown>,
    fc.Arbitrary<unknown>,
    fc.Arbitrary<unknown>,
  ]
  const compared = (names: readonly string[], operand: fc.Arbitrary<unknown>) =>
    names.flatMap((name) => [operation(name, operand, operand), operation(name, operand, operand, operand)])
  return {
    truth: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.oneof(fc.boolean(), reads('item.flag')),
      operation('!', anything),
      operation('and', truth, truth),
      operation('and', truth, anything, truth),
      operation('if', truth, truth, truth),
      operation('===', fc.oneof(words, reads('item.word')), anything),
      operation('in', fc.oneof(words, reads('item.word', 'now')), list),
      ...compared(['<', '>', '<=', '>='], whole),
      ...compared(['before', 'after', 'not-before', 'not-after'], moment),
    ),
    whole: fc.oneof({ depthSize: 'small' }, fc.integer({ min: -3, max: 3 }), reads('item.count'), operation('+', whole, whole)),
    moment: fc.oneof(
      operation('plusTime', fc.oneof(dates, reads('now', 'item.at', 'other.at')), amount, unit),
      operation('dccDateOfBirth', fc.constantFrom('2019', '2020-02', '2021-12-20')),
    ),
    list: fc.oneof({ depthSize: 'small' }, fc.array(plain, { maxLength: 3 }), reads('item.list'), fc.array(anything, { maxLength: 2 })),
    anything: fc.oneof(
      { depthSize: 'small' },
      fc.oneof(plain, reads(...paths)),
      ...[truth, whole, moment, list],
      operation('if', anything, anything, anything),
      operation('plusTime', anything, amount, unit),
      operation('extractFromUVCI', fc.oneof(words, reads('item.word', 'item.any')), fc.integer({ min: -1, max: 3 })),
      operation('reduce', list, operation('+', reads('accumulator', 'current'), whole), whole),
      operation('reduce', list, operation('if', reads('current'), reads('accumulator', 'current'), anything), anything),
    ),
  }
})

it('agrees with certlogic-js on the value, or on there being none', () => {
  let values = 0
  fc.assert(
    fc.property(anyExpression, facts, (expression, data) => {
      expect(validate(expression)).toEqual([])
      const compiled = compile(expression, { clockPath: 'now' })
      const own = compiled.ok && compiled.expression.run(data)
      if (!compiled.ok || own === false || (!own.ok && own.reason === 'not_comparable')) return
      expect(compiled.expression.run(data)).toEqual(own)
      const others = theirs(expression, data)
      expect(own.ok ? { value: own.value } : 'none').toEqual(others)
      values += own.ok ? 1 : 0
    }),
    { numRuns: 4_000 },
  )
  expect(values).toBeGreaterThan(2_000) // agreeing on errors alone would say little
})

/** Their date-times are Date objects. */
function theirs(expression: unknown, data: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify({ value: evaluate(expression as never, data) }))
  } catch {
    return 'none'
  }
}
