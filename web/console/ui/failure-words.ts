/**
 * Turns a failure into a headline and an advice. Pure.
 * A feature passes its own sayings for the refusal codes it can meet; everything else has words here.
 */

import type { Locale } from '../../shared/i18n.ts'
import type { ApiFailure, Problem } from '../api/problem.ts'
import { type Text, type TextParams, wordsOf } from '../words/texts.ts'
import { failureTexts } from './failure-texts.ts'

/** A feature's own words for a refusal code; a function where the words depend on the fields of the refusal. */
export type Said = { readonly text: Text; readonly params: TextParams }
export type Sayings = Readonly<Record<string, Text | ((problem: Problem) => Said)>>

export type FailureWords = { readonly headline: string; readonly advice: string | null; readonly retryable: boolean }

/** `changes`: what failed was to change something, so that it may have been done although no answer came. */
export function failureWords(failure: ApiFailure, locale: Locale, sayings: Sayings = {}, changes = false): FailureWords {
  const say = (key: keyof typeof failureTexts, params = {}): string => wordsOf(failureTexts[key], locale, params)
  const own = sayings[failure.code]
  if (own !== undefined) return { headline: ownWords(own, failure.problem, locale), advice: null, retryable: false }
  switch (failure.kind) {
    case 'unreachable':
      return unansweredWords(failure.code === 'console.late' ? 'late' : 'unreachable', changes, say)
    case 'overloaded': {
      const seconds = failure.retryAfterSeconds
      const advice = seconds === null ? say('overloadedNext') : say('overloadedIn', { seconds })
      return { headline: say('overloaded'), advice, retryable: true }
    }
    case 'unauthenticated':
      return { headline: say('unauthenticated'), advice: say('unauthenticatedNext'), retryable: false }
    case 'broken':
      return { headline: say('broken'), advice: say('brokenNext'), retryable: true }
    case 'refused':
      return refusedWords(failure, say)
  }
}

function unansweredWords(how: 'late' | 'unreachable', changes: boolean, say: (key: keyof typeof failureTexts) => string): FailureWords {
  const next = say(`${how}Next`)
  return { headline: say(how), advice: changes ? `${next} ${say('perhapsDone')}` : next, retryable: true }
}

function refusedWords(failure: ApiFailure, say: (key: keyof typeof failureTexts) => string): FailureWords {
  if (failure.code === 'request.forbidden') return { headline: say('forbidden'), advice: say('forbiddenNext'), retryable: false }
  if (failure.code === 'request.too_large') return { headline: say('tooLarge'), advice: null, retryable: false }
  if (failure.status === 404) return { headline: say('notFound'), advice: say('notFoundNext'), retryable: false }
  if (failure.code === 'request.invalid') {
    const fields = (failure.problem.errors ?? []).map((error) => `${error.path}: ${error.message}`).join('; ')
    return { headline: say('invalid'), advice: fields === '' ? null : fields, retryable: false }
  }
  return { headline: say('refused'), advice: failure.problem.detail ?? failure.problem.title ?? null, retryable: false }
}

function ownWords(own: Sayings[string], problem: Problem, locale: Locale): string {
  if (typeof own !== 'function') return wordsOf(own as Text, locale)
  const { text, params } = own(problem)
  return wordsOf(text, locale, params)
}
