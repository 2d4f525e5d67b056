// Goal: a refused call does not go out again before its time, and nothing else is held. Method: times as numbers. (Never holding, or holding every call, turns it red.)
import { expect, test } from 'vitest'
import { createHeldCalls } from './held-calls.ts'
import { failureOf, unreachable } from './problem.ts'

const busy = (retryAfter: string | null) => failureOf(503, { code: 'service.overloaded' }, retryAfter)

test('a refused call is told its own refusal until the time is over, with the seconds that are left', () => {
  const held = createHeldCalls()
  held.note('GET /v1/rounds', busy('30'), 1_000)
  expect(held.failureOf('GET /v1/rounds', 11_000)).toMatchObject({ kind: 'overloaded', code: 'service.overloaded', retryAfterSeconds: 20 })
  expect(held.failureOf('GET /v1/rounds', 31_000)).toBeUndefined()
})

test('only that call is held, and only where a time was named; no longer than an hour', () => {
  const held = createHeldCalls()
  held.note('GET /v1/rounds', busy('30'), 0)
  held.note('GET /v1/sites', busy(null), 0)
  held.note('GET /v1/venues', unreachable(), 0)
  held.note('GET /v1/audit', failureOf(404, { code: 'request.not_found' }, '30'), 0)
  held.note('GET /v1/system', busy('86400'), 0)
  for (const call of ['POST /v1/rounds', 'GET /v1/sites', 'GET /v1/venues', 'GET /v1/audit'])
    expect(held.failureOf(call, 1)).toBeUndefined()
  expect(held.failureOf('GET /v1/system', 3_599_999)).toBeDefined()
  expect(held.failureOf('GET /v1/system', 3_600_000)).toBeUndefined()
})
