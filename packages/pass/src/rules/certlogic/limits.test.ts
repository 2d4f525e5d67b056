// Goal: no expression and no data can make an evaluation long, deep or large; each limit holds at its number and not one before.
// Method: for every limit one case at it and one just beyond.
import { describe, expect, it } from 'vitest'
import { compile, evaluate, certLogicLimits as limits, validate } from './index.ts'

const nested = (levels: number): unknown => {
  let expression: unknown = true
  for (let level = 1; level < levels; level++) expression = { '!': [expression] }
  return expression
}
const date = (path: string): object => ({ plusTime: [{ var: path }, 0, 'day'] })
const reason = (expression: unknown, data: unknown, stepsMax?: number): string => {
  const evaluation = evaluate(expression, data, stepsMax === undefined ? {} : { stepsMax })
  return evaluation.ok ? 'ok' : evaluation.reason
}

describe('limits on expressions', () => {
  it('depth', () => {
    expect(validate(nested(limits.expressionDepthMax))).toEqual([])
    expect(validate(nested(limits.expressionDepthMax + 1)).map(({ message }) => message)).toEqual([
      'expression is more than 64 levels deep',
    ])
    expect(validate(nested(100_000))).toHaveLength(1)
    const cyclic: unknown[] = []
    cyclic.push(cyclic)
    expect(validate(cyclic)).toHaveLength(1)
  })

  it('nodes', () => {
    expect(validate(Array(limits.expressionNodesMax - 1).fill(1))).toEqual([])
    expect(validate(Array(limits.expressionNodesMax).fill(1)).map(({ message }) => message)).toEqual([
      'expression has more than 4096 parts',
    ])
    let shared: unknown = [1, 1]
    for (let level = 0; level < 40; level++) shared = [shared, shared] // 2^41 parts to walk, 41 in memory
    expect(validate(shared)).toHaveLength(1)
  })

  it('characters, of literals, operators and paths', () => {
    expect(validate('x'.repeat(limits.expressionCharactersMax))).toEqual([])
    expect(validate('x'.repeat(limits.expressionCharactersMax + 1))).toHaveLength(1)
    expect(validate({ var: 'x'.repeat(limits.expressionCharactersMax) })).toHaveLength(1)
    expect(validate(['x'.repeat(limits.expressionCharactersMax), 'y', 'z'])).toHaveLength(1)
  })

  it('the amount of plusTime', () => {
    expect(validate({ plusTime: ['2021', -limits.plusTimeAmountMax, 'year'] })).toEqual([])
    expect(evaluate({ plusTime: ['9999', limits.plusTimeAmountMax, 'year'] }, {})).toMatchObject({
      ok: true,
      value: '+109999-12-31T00:00:00.000Z',
    })
    expect(validate({ plusTime: ['2021', limits.plusTimeAmountMax + 1, 'hour'] })).toHaveLength(1)
  })

  it('what is beyond a limit does not compile and evaluates to a reason', () => {
    expect(compile(nested(65))).toMatchObject({
      ok: false,
      reason: 'invalid_expression',
      issues: [{ message: 'expression is more than 64 levels deep' }],
    })
    expect(evaluate(nested(65), {})).toEqual({ ok: false, reason: 'invalid_expression', operator: 'expression', changesAt: null })
  })
})

describe('limits on evaluation', () => {
  it('steps', () => {
    const expression = { and: [{ var: 'x' }, { '!': [{ var: 'y' }] }] } // and, var, !, var
    expect(reason(expression, { x: 1 }, 4)).toBe('ok')
    expect(reason(expression, { x: 1 }, 3)).toBe('steps_exceeded')
    const squares = { reduce: [{ var: 'x' }, { reduce: [{ var: 'accumulator' }, true, true] }, { var: 'x' }] }
    expect(reason(squares, { x: Array(1_000).fill(0) })).toBe('not_an_array') // the first round makes the accumulator `true`
    const product = { reduce: [{ var: 'x' }, { if: [{ in: ['none', { var: 'accumulator' }] }, [], { var: 'accumulator' }] }, { var: 'x' }] }
    expect(reason(product, { x: Array(1_000).fill(0) })).toBe('steps_exceeded')
    expect(reason(true, {}, Number.MAX_SAFE_INTEGER)).toBe('ok')
  })

  it('steps are counted one by one where an expression could take too many, and then it says the same', () => {
    const expression = { and: [{ in: [{ var: 'item.x' }, { var: 'item.list' }] }, { '!': [{ before: [date('item.at'), date('now')] }] }] }
    const data = { now: '2021-12-20', item: { x: 1, list: [0, 1], at: '2021-12-21' } }
    const asIs = evaluate(expression, data, { clockPath: 'now' })
    expect(asIs).toMatchObject({ ok: true, value: true })
    const steps = 12 // and, in, its two reads and two items, !, before, and two plusTime that read
    for (const stepsMax of [steps, 9_999]) expect(evaluate(expression, data, { clockPath: 'now', stepsMax })).toEqual(asIs)
    expect(reason(expression, data, steps - 1)).toBe('steps_exceeded')
  })

  it('items of an array', () => {
    const items = (length: number): object => ({ x: Array(length).fill(1) })
    expect(reason({ reduce: [{ var: 'x' }, 1, 0] }, items(limits.arrayItemsMax))).toBe('ok')
    expect(reason({ reduce: [{ var: 'x' }, 1, 0] }, items(limits.arrayItemsMax + 1))).toBe('array_too_long')
    expect(reason({ in: [2, { var: 'x' }] }, items(limits.arrayItemsMax + 1))).toBe('array_too_long')
  })

  it('depth and size of the value', () => {
    const wrap = (times: number): string => reason({ reduce: [{ var: 'x' }, [{ var: 'accumulator' }], 0] }, { x: Array(times).fill(0) })
    expect(wrap(limits.valueDepthMax)).toBe('ok')
    expect(wrap(limits.valueDepthMax + 1)).toBe('value_too_deep')
    const doubling = { reduce: [{ var: 'x' }, [{ var: 'accumulator' }, { var: 'accumulator' }], 0] }
    expect(reason(doubling, { x: Array(40).fill(0) })).toBe('steps_exceeded')
    const lists = (count: number): object => ({ x: Array(count - 1).fill([]) }) // and the list of them
    expect(reason({ var: 'x' }, lists(limits.stepsMax))).toBe('ok')
    expect(reason({ var: 'x' }, lists(limits.stepsMax + 1))).toBe('steps_exceeded')
    const afterWalking = { reduce: [{ var: 'y' }, { var: 'accumulator' }, { var: 'x' }] }
    expect(reason(afterWalking, { y: Array(limits.arrayItemsMax).fill(0), ...lists(limits.stepsMax) })).toBe('ok')
  })

  it('integers', () => {
    expect(reason({ '+': [{ var: 'x' }, 1] }, { x: Number.MAX_SAFE_INTEGER - 1 })).toBe('ok')
    expect(reason({ '+': [{ var: 'x' }, 1] }, { x: Number.MAX_SAFE_INTEGER })).toBe('integer_too_large')
  })
})
