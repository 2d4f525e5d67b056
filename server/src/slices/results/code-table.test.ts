/**
 * Goal: a table of codes forgets none, mixes up none, and gives every code back as it was.
 * Method: codes made by chance against a Map; more entries than one page and one list of buckets hold.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCodeTable, hashKey, packCode, unpackCode } from './code-table.ts'

const code = fc.stringMatching(/^[A-Z0-9-]{6,24}$/)

test('a code is packed and unpacked', () => {
  fc.assert(fc.property(code, (text) => unpackCode(packCode(text)) === text))
  expect(packCode('A00000')).not.toEqual(packCode('A000000'))
})

test('a table knows what a Map knows', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(code, fc.nat())), (entries) => {
      const table = createCodeTable(10_000, 1)
      const map = new Map(entries)
      for (const [text, value] of entries) table.values(table.add(packCode(text)))[0] = value
      return table.size === map.size && [...map].every(([text, value]) => table.values(table.find(packCode(text)))[0] === value)
    }),
  )
})

test('a large table keeps its entries apart, and takes no more than it may', () => {
  const table = createCodeTable(20_000, 2)
  for (let n = 0; n < 20_000; n++) table.values(table.add(hashKey(`entry ${n}`))).set([n, n * 2])
  expect([table.size, table.add(hashKey('one more')), table.find(hashKey('one more'))]).toEqual([20_000, -1, -1])
  const wrong = Array.from({ length: 20_000 }, (_, n) => n).filter((n) => {
    const [a, b] = table.values(table.find(hashKey(`entry ${n}`)))
    return a !== n || b !== n * 2
  })
  expect(wrong).toEqual([])
})
