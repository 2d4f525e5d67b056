// Goal: what needs attention is named, and nothing else is. Method: one trouble at a time, at its limit.
import { expect, it } from 'vitest'
import { behindMax, troublesOf } from './trouble.ts'

const health = {
  database: { ok: true, sizeBytes: 1, pools: null },
  outbox: [{ consumer: 'passes', behind: behindMax }],
  loops: [{ name: 'publish', lastRunAt: null, lastError: null }],
}

it('finds nothing in a system in order', () => {
  expect(troublesOf(health, 'en')).toEqual([])
})

it.each([
  [{ database: { ...health.database, ok: false } }, 'The database does not answer'],
  [{ outbox: [{ consumer: 'passes', behind: behindMax + 1 }] }, '“passes” is 101 events behind'],
  [{ loops: [{ name: 'publish', lastRunAt: null, lastError: 'x' }] }, 'The last run of “publish” failed'],
])('%j', (changes, sentence) => {
  expect(troublesOf({ ...health, ...changes }, 'en')).toEqual([sentence])
})
