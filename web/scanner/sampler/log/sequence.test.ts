// Goal: no number is ever given twice, whichever part of the storage is lost; a device enrolled anew starts at 1 when nothing of the time before waits.
// Method: a table of what is left. (Taking the stored counter alone turns three rows red.)
import { expect, test } from 'vitest'
import { nextSequence, readCounter } from './sequence.ts'

const own = (next: number) => ({ deviceId: 'me', next })
const nothing = { highest: 0, highestWaiting: 0 }

test.each([
  ['a fresh device', [null, null], nothing, 1],
  ['the usual case', [own(8), own(8)], { highest: 7, highestWaiting: 0 }, 8],
  ['the mirror is behind', [own(8), own(5)], { highest: 7, highestWaiting: 0 }, 8],
  ['the database was lost', [null, own(8)], nothing, 8],
  ['the last row cannot be read', [own(8), null], { highest: 6, highestWaiting: 0 }, 8],
  ['both counters were lost, the server remembers', [own(1), null], { highest: 41, highestWaiting: 0 }, 42],
  ['enrolled anew, nothing waits', [{ deviceId: 'old', next: 90 }, null], { highest: 0, highestWaiting: 0 }, 1],
  ['enrolled anew, records wait', [{ deviceId: 'old', next: 90 }, null], { highest: 0, highestWaiting: 89 }, 90],
])('%s', (_name, counters, numbers, next) => {
  expect(nextSequence('me', counters, numbers)).toBe(next)
})

test.each([null, 'x', {}, { deviceId: 'me', next: 0 }, { deviceId: 'me', next: 1.5 }, { deviceId: 1, next: 1 }])(
  '%j is no counter',
  (value) => {
    expect(readCounter(value)).toBeNull()
  },
)
