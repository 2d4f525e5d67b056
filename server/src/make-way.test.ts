// Goal: work without a caller makes way for a crowd, never for the ladder, and less and less the later decisions are. And which loops make no way at all.
import { expect, test } from 'vitest'
import { restFactorAt } from './make-way.ts'
import type { Ground } from './platform/context.ts'
import type { Consumer } from './platform/outbox/consumer.ts'
import { wholePart } from './roles.ts'
import { loopsOf } from './server-loops.ts'

test('nobody is refused: no rest, however late decisions are', () => {
  for (const behindSeconds of [0, 100, 1_000]) expect(restFactorAt(0.9, behindSeconds)).toBe(0)
})

test('a crowd: a tenth of the time, a quarter once decisions are late, half once they are too late', () => {
  expect([0, 300, 1_800, 100_000].map((behindSeconds) => restFactorAt(1, behindSeconds))).toEqual([9, 3, 1, 1])
})

test('readers that look early make no way, others do', () => {
  const reader = (name: string, more: Partial<Consumer> = {}): Consumer => ({ name, types: [], handle: async () => undefined, ...more })
  const slices = [{ name: 'decisions', consumers: [reader('positive', { early: true }), reader('negative')] }]
  const loops = loopsOf({ db: {} } as Ground, slices, wholePart(['intake', 'control', 'static', 'decision'])) // nothing is asked before a loop runs
  expect(loops.filter(({ urgent }) => urgent === true).map(({ name }) => name)).toEqual(['positive'])
})
