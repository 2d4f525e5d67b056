/** Goal: a dear read takes a twentieth of the time, never answers what is too old, and keeps no failure. Method: a clock moved by hand. */
import { expect, test } from 'vitest'
import { createCostlyRead } from './costly-read.ts'

function createScene() {
  let [nowMs, reads] = [0, 0]
  const costlyRead = createCostlyRead<number>(() => nowMs)
  return {
    pass: (ms: number) => {
      nowMs += ms
    },
    read: (tookMs: number) =>
      costlyRead(async () => {
        nowMs += tookMs
        reads += 1
        return reads
      }),
    costlyRead,
  }
}

test('what took 10 ms is answered again for 190 ms', async () => {
  const { pass, read } = createScene()
  expect(await read(10)).toBe(1)
  pass(189)
  expect(await read(10)).toBe(1)
  pass(1)
  expect(await read(10)).toBe(2)
})

test('nothing older than a minute is answered, however long reading takes', async () => {
  const { pass, read } = createScene()
  await read(20_000)
  pass(39_999)
  expect(await read(1)).toBe(1)
  pass(1)
  expect(await read(1)).toBe(2)
})

test('while one reads anew, others are given what was read before', async () => {
  const { pass, read, costlyRead } = createScene()
  await read(10)
  pass(1_000)
  const [anew, meanwhile] = await Promise.all([read(10), costlyRead(() => Promise.reject(new Error('read twice')))])
  expect([anew, meanwhile]).toEqual([2, 1])
})

test('a read that fails is tried again by the next', async () => {
  const { read, costlyRead } = createScene()
  await expect(costlyRead(() => Promise.reject(new Error('away')))).rejects.toThrow('away')
  expect(await read(1)).toBe(1)
})
