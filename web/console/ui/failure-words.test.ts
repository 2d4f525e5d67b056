// Goal: every failure has a headline and, where there is one, a next step, in both languages; a feature's own words come first.
// Method: one failure of each kind.
import { describe, expect, it } from 'vitest'
import { failureOf, unreachable } from '../api/problem.ts'
import { failureWords } from './failure-words.ts'

describe('failureWords', () => {
  it('offers another try only where one can help', () => {
    expect(failureWords(unreachable(), 'en').retryable).toBe(true)
    expect(failureWords(failureOf(503, { code: 'service.overloaded' }, '7'), 'en')).toMatchObject({
      retryable: true,
      advice: expect.stringMatching(/^Try again in 7 s\.(?!.*try again)/), // said once
    })
    expect(failureWords(failureOf(403, { code: 'request.forbidden' }, null), 'en').retryable).toBe(false)
  })

  it('promises nothing that nobody does, and does not call undone what may be done', () => {
    expect(failureWords(unreachable(), 'en').advice).toBe('Check the network, then try again.')
    expect(failureWords(unreachable(), 'en', {}, true).advice).toMatch(/may have been done/)
    expect(failureWords(unreachable(true), 'en', {}, true)).toMatchObject({
      headline: 'The server did not answer in time',
      advice: expect.stringMatching(/may have been done/),
    })
  })

  it('lists the fields of invalid input', () => {
    const failure = failureOf(400, { code: 'request.invalid', errors: [{ path: 'name', message: 'is required' }] }, null)
    expect(failureWords(failure, 'en').advice).toBe('name: is required')
  })

  it('prefers the words of the feature, with the fields of the refusal', () => {
    const sayings = {
      'x.y': (problem: { [field: string]: unknown }) => ({ text: ['{n} 次', '{n} times'] as const, params: { n: Number(problem.n) } }),
    }
    const failure = failureOf(409, { code: 'x.y', n: 3 }, null)
    expect(failureWords(failure, 'en', sayings).headline).toBe('3 times')
    expect(failureWords(failure, 'zh-CN', sayings).headline).toBe('3 次')
  })

  it('never says nothing: a code without words still has a headline', () => {
    expect(failureWords(failureOf(422, { code: 'new.code', title: 'Because' }, null), 'en')).toMatchObject({
      headline: 'This was not done',
      advice: 'Because',
    })
  })
})
