// Goal: the page of scale shows the newest measurement of each size, and per resident what was measured in all.
// Method: rows made by hand with round numbers. (Dividing by the wrong count, or keeping a former measurement, turns this red.)
import { expect, test } from 'vitest'
import { growth, type ScaleRow } from './scale-row.ts'
import { scaleTables, tableBegins, tableEnds, withTables } from './scale-table.ts'

const cost = { seconds: 60, processorSeconds: 3, postgresSeconds: 1 }
const rowOf = (residents: number, measuredAt: string, heap: number): ScaleRow => ({
  measuredAt,
  residents,
  load: cost,
  planes: {
    databaseBytes: 2e9,
    waitingTubes: 0,
    tables: { 'residents.resident': { heap, index: residents * 50 }, 'places.street': { heap: residents / 4, index: 0 } },
    decisions: cost,
    lists: cost,
  },
  start: { seconds: 9, serverBytes: 300e6 },
  intake: { ...cost, swabs: 1_000 },
  intakeBytes: { 'sampling.swab': 150_000 },
})
const rows = [rowOf(100_000, '2021-12-28', 25e6), rowOf(10_000, '2021-12-27', 3e6), rowOf(100_000, '2021-12-27', 99e6)]

test('columns in the order of sizes, each the newest, all per resident', () => {
  const text = scaleTables(rows)
  expect(text).toContain('| per resident | 10,000 | 100,000 |')
  expect(text).toContain('| loading, processor time | 400 us | 40 us |')
  expect(text).toContain('| taking in a swab, processor time | 4000 us | 4000 us |')
  expect(text).toContain('| bytes a swab, not boxed or tested yet | 150 | 150 |')
  expect(text).toContain('| residents.resident | 350.0 | 300.0 |')
  expect(text).toContain('| all others | 0.3 | 0.3 |')
  expect(text).toContain('| sum | 350.3 | 300.3 |')
})

test('a page keeps what stands around the tables, however often they are written', () => {
  const page = `before\n${tableBegins}\nold\n${tableEnds}\nafter`
  const once = withTables(page, rows)
  expect(once).not.toContain('old')
  expect(once.startsWith('before\n') && once.endsWith('\nafter')).toBe(true)
  expect(withTables(once, rows)).toBe(once)
  expect(() => withTables('no place', rows)).toThrow('no place')
})

test('growth is of what grew', () => {
  expect(
    growth(
      { a: { heap: 1, index: 1 }, b: { heap: 5, index: 0 } },
      { a: { heap: 3, index: 1 }, b: { heap: 5, index: 0 }, c: { heap: 0, index: 8 } },
    ),
  ).toEqual({
    a: 2,
    c: 8,
  })
})
