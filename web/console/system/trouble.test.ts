// Goal: what needs attention is named, and nothing else is. Method: one trouble at a time, at its limit.
import { expect, it } from 'vitest'
import { behindMax, troublesOf } from './trouble.ts'

const health = {
  database: { ok: true, sizeBytes: 1, pools: [] },
  outbox: [{ consumer: 'passes', behind: behindMax, failed: null }],
  loops: [{ name: 'publish', lastRunAt: null, lastDurationMs: null, lastError: null }],
}

it('finds nothing in a system in order', () => {
  expect(troublesOf(health, 'en')).toEqual([])
})

it.each([
  [{ database: { ...health.database, ok: false } }, 'The database does not answer'],
  [{ outbox: [{ consumer: 'passes', behind: behindMax + 1, failed: null }] }, '“passes” is 101 events behind'],
  [{ outbox: [{ consumer: 'passes', behind: 1, failed: 'x' }] }, '“passes” failed on an event'],
  [{ loops: [{ name: 'publish', lastRunAt: null, lastDurationMs: 3, lastError: 'x' }] }, 'The last run of “publish” failed'],
])('%j', (changes, sentence) => {
  expect(troublesOf({ ...health, ...changes }, 'en')).toEqual([sentence])
})
