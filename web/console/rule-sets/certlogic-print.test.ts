// Goal: a condition reads as people write it, loses nothing, and breaks into lines where it is long.
// Method: one expression per operation, then nested ones; every example rule of the library must print.
import { describe, expect, it } from 'vitest'
import { printCertLogic } from './certlogic-print.ts'

const item = { var: 'item.at' }
const now = { var: 'now' }

describe('printCertLogic', () => {
  it.each([
    [true, 'true'],
    ['x', '"x"'],
    [item, 'item.at'],
    [{ '===': [{ var: 'item.exposure' }, 'close_contact'] }, 'item.exposure = "close_contact"'],
    [{ in: [{ var: 'item.level' }, ['medium', 'high']] }, 'item.level in ["medium","high"]'],
    [{ '!': [{ var: 'item.fever' }] }, 'not item.fever'],
    [{ '!': [{ and: [item, now] }] }, 'not (item.at and now)'],
    [{ plusTime: [item, 14, 'day'] }, 'item.at + 14 days'],
    [{ plusTime: [item, -1, 'hour'] }, 'item.at − 1 hour'],
    [{ 'not-after': [now, { plusTime: [item, 7, 'day'] }] }, 'now is not after item.at + 7 days'],
    [{ and: [{ '>': [{ var: 'a' }, 1] }, { var: 'b' }] }, '(a > 1) and b'],
    [{ if: [{ var: 'a' }, 1, 2] }, 'if a then 1 else 2'],
    [{ '<=': [1, { var: 'a' }, 3] }, '1 ≤ a ≤ 3'],
    [{ extractFromUVCI: [{ var: 'ci' }, 0] }, 'extractFromUVCI(ci, 0)'],
  ])('%j reads %s', (expression, text) => {
    expect(printCertLogic(expression)).toBe(text)
  })

  it('gives a long condition one line for each part', () => {
    const parts = ['alpha', 'beta', 'gamma', 'delta'].map((name) => ({ '===': [{ var: `item.${name}` }, 'some longer value'] }))
    expect(printCertLogic({ and: parts }).split('\n')).toHaveLength(4)
  })

  it('shows an operation it does not know as a call, with all operands', () => {
    expect(printCertLogic({ reduce: [{ var: 'list' }, { '+': [1, 2] }, 0] })).toBe('reduce(list, 1 + 2, 0)')
  })
})
