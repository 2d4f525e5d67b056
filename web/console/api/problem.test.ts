// Goal: every kind of bad answer becomes the failure that tells the reader the right next step.
// Method: statuses, codes and headers as the server and a proxy before it write them.
import { describe, expect, it } from 'vitest'
import { asFailure, failureOf, unreachable } from './problem.ts'

describe('failureOf', () => {
  it.each([
    [401, { code: 'request.unauthenticated' }, 'unauthenticated'],
    [401, { code: 'staff.sign_in_failed' }, 'refused'],
    [403, { code: 'request.forbidden' }, 'refused'],
    [409, { code: 'results.file_seen_before' }, 'refused'],
    [429, { code: 'request.rate_limited' }, 'overloaded'],
    [429, { code: 'staff.locked_out' }, 'refused'],
    [503, { code: 'service.overloaded' }, 'overloaded'],
    [502, undefined, 'overloaded'],
    [500, { code: 'service.bug' }, 'broken'],
  ])('%i %j is %s', (status, body, kind) => {
    expect(failureOf(status, body, null).kind).toBe(kind)
  })

  it('keeps the code, the fields of the refusal and the wait', () => {
    const failure = failureOf(429, { code: 'staff.locked_out', retryAfterSeconds: 840 }, '840')
    expect([failure.code, failure.problem.retryAfterSeconds, failure.retryAfterSeconds]).toEqual(['staff.locked_out', 840, 840])
  })

  it('takes a page of a proxy for an unavailable service', () => {
    expect(failureOf(504, '<html>', 'Fri, 31 Dec 2021').retryAfterSeconds).toBeNull()
    expect(failureOf(504, '<html>', null).code).toBe('service.unavailable')
  })
})

describe('asFailure', () => {
  it('leaves failures alone and calls anything else broken', () => {
    const failure = unreachable()
    expect(asFailure(failure)).toBe(failure)
    expect(asFailure(new TypeError('x')).kind).toBe('broken')
  })
})
