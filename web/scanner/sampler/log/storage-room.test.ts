// Goal: a sampler hears of a filling disk long before it is full.
// Method: both limits, from both sides. (An `and` in place of the `or` turns two rows red.)
import { expect, test } from 'vitest'
import { judgeRoom } from './storage-room.ts'

const MB = 1_000_000

test.each([
  [10_000 * MB, 1_000 * MB, 'ample'],
  [10_000 * MB, 9_100 * MB, 'scarce'], // less than a tenth
  [1_000 * MB, 790 * MB, 'ample'],
  [1_000 * MB, 810 * MB, 'scarce'], // less than 200 MB
  [100 * MB, 200 * MB, 'scarce'],
])('%i bytes allowed, %i used: %s', (quota, used, level) => {
  const room = judgeRoom(quota, used)
  expect(room.level).toBe(level)
  expect(room.freeBytes).toBeGreaterThanOrEqual(0)
})
