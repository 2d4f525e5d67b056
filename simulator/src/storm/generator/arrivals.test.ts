// Goal: arrivals come as often as their course says, at random, the same again from the same seed; agenda and replies hold what they promise.
// Method: counts over long courses; answers cut at every byte. (Rejection left out, or a chunk taken for the whole body, turns these red.)
import { expect, test } from 'vitest'
import { seededChance } from '../../seeded-chance.ts'
import { createAgenda } from './agenda.ts'
import { arrivalsOf } from './arrivals.ts'
import { readReply } from './http-reply.ts'

test('a course that rises is followed, in order, and the same from the same seed', () => {
  const profile = {
    passes: [
      [0, 0],
      [100, 100],
    ],
    sync: [[0, 10]],
  } as const
  const found = arrivalsOf(profile, 100, seededChance(7))
  const passes = found.filter(({ kind }) => kind === 'passes')
  expect([passes.length, found.length - passes.length]).toEqual([5_000, 1_000])
  expect(Math.abs(passes.filter(({ atMs }) => atMs < 50_000).length - 1_250)).toBeLessThan(150)
  expect(found.every(({ atMs }, at) => at === 0 || atMs >= found[at - 1]!.atMs)).toBe(true)
  expect(arrivalsOf(profile, 100, seededChance(7))).toEqual(found)
})

test('in every stretch of a steady course they come in bunches, as by chance', () => {
  const found = arrivalsOf({ passes: [[0, 100]] }, 100, seededChance(11))
  const perStretch = Array.from({ length: 1_000 }, (_, at) => found.filter(({ atMs }) => Math.floor(atMs / 100) === at).length)
  const variance = perStretch.reduce((sum, count) => sum + (count - 10) ** 2, 0) / perStretch.length
  expect(variance).toBeGreaterThan(8) // of a Poisson process 10, of a metronome 0
  expect(variance).toBeLessThan(12)
})

test('a course asks for what lies under it, whatever its corners, also beyond the end', () => {
  const course = [
    [2, 10],
    [4, 30],
    [20, 30],
  ] as const
  expect(arrivalsOf({ sync: course }, 10, seededChance(1))).toHaveLength(2 * 10 + 2 * 20 + 6 * 30)
})

test('what is due first is taken first, and nothing before its time', () => {
  const agenda = createAgenda<number>()
  const chance = seededChance(3)
  const times = Array.from({ length: 200 }, () => chance.below(1_000))
  for (const at of times) agenda.add(at, at)
  expect(agenda.take(-1)).toBeUndefined()
  const taken = Array.from({ length: 200 }, () => agenda.take(1_000)!.what)
  expect(taken).toEqual(times.toSorted((one, other) => one - other))
  expect(agenda.isEmpty()).toBe(true)
})

test.each([
  ['by its length', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello'],
  ['in chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n'],
])('an answer %s is an answer when it is whole, and not before', (_name, text) => {
  const bytes = Buffer.from(text, 'latin1')
  for (let length = 0; length < bytes.length; length++) expect(readReply(bytes.subarray(0, length))).toBeUndefined()
  expect(readReply(bytes)).toMatchObject({ status: 200, closes: false })
  expect(readReply(bytes)!.body.toString()).toBe('hello')
})
