// Goal: a figure is held to the right bar, and a missed bar is told as missed.
// Method: hand-made measurements on both sides of every kind of bar. (Comparing the value instead of the ratio turns the first test red.)
import { expect, test } from 'vitest'
import { alternate, judge, median } from './figure.ts'

const measured = { figure: 'f', value: 70, unit: 'requests/s', beside: 'peer', besideValue: 100 }

test('a bar on the ratio looks at the ratio, at its edge too', () => {
  expect(judge({ ...measured, bar: { of: 'ratio', atLeast: 0.7 } })).toMatchObject({ ratio: 0.7, bar: 'ratio >= 0.7', holds: true })
  expect(judge({ ...measured, bar: { of: 'ratio', atLeast: 0.71 } }).holds).toBe(false)
  expect(judge({ ...measured, bar: { of: 'ratio', atMost: 0.69 } }).holds).toBe(false)
})

test('a bar on the value looks at the value; without a bar nothing is judged', () => {
  expect(judge({ ...measured, bar: { of: 'value', atMost: 70 } })).toMatchObject({ bar: '<= 70 requests/s', holds: true })
  expect(judge({ ...measured, bar: { of: 'value', atLeast: 71 } }).holds).toBe(false)
  expect(judge({ figure: 'f', value: 1, unit: 's' })).toMatchObject({ beside: null, ratio: null, bar: null, holds: null })
})

test('a ratio bar with nothing beside it is missed, not held', () => {
  expect(judge({ figure: 'f', value: 1, unit: 's', bar: { of: 'ratio', atLeast: 0 } }).holds).toBe(false)
})

test('medians, and turns that alternate after a warm-up that does not count', async () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 2, 3])).toBe(2.5)
  const order: string[] = []
  let calls = 0
  const [a, b] = await alternate([() => order.push('a') && ++calls, () => order.push('b') && 9], 2)
  expect(order.join('')).toBe('ababab')
  expect([a, b]).toEqual([2.5, 9])
})
