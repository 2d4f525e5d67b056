// Goal: a text says the right words in either language, with its figures and its English plural.
// Method: tables over wordsOf; a parameter nobody gave must stay visible.
import { describe, expect, it } from 'vitest'
import { type Text, wordsOf } from './texts.ts'

const rows: Text = ['{count} 行', '{count} row', '{count} rows']

describe('wordsOf', () => {
  it.each([
    ['zh-CN', 1, '1 行'],
    ['en', 1, '1 row'],
    ['en', 0, '0 rows'],
    ['en', 2, '2 rows'],
    ['en', 12_952_907, '12,952,907 rows'],
  ] as const)('says %s, %i', (locale, count, words) => {
    expect(wordsOf(rows, locale, { count })).toBe(words)
  })

  it('puts every parameter in its place and leaves an unknown one visible', () => {
    expect(wordsOf(['{a}、{b}、{a}', '{a}, {b}, {a}'], 'en', { a: 'x' })).toBe('x, {b}, x')
  })

  it('takes a value as it is, braces and dollar signs included', () => {
    expect(wordsOf(['{a}', '{a} {b}'], 'en', { a: '{b} $& $1', b: 'z' })).toBe('{b} $& $1 z')
  })
})
