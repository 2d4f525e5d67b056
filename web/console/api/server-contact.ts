/**
 * What the headers of answers tell about the server: its clock (a desk computer's own may be wrong), and how soon it wants to be asked again.
 * It keeps no answer and nothing about what was asked.
 */
import { type ContactMemory, createRetryBudget, nothingHeard, repeatAfterMs } from '@evergate/pass/contact'
import { createApiLine } from '../../shared/api-line.ts'
import { chance, learnServerTime, now } from '../../shared/clock.ts'
import { ApiFailure } from './problem.ts'

/** Most of the console; what matters more is pressed by a person, and those calls are not held here. */
const load = 'sheddable_plus'

let memory: ContactMemory = nothingHeard
const line = createApiLine({
  keptAs: 'console',
  onHeard: (next) => {
    memory = next
  },
})
const budget = createRetryBudget(chance())

/** Remembers the clock and the wishes of an answer; of none, where none came. */
export function noteServerContact(response: Response | null): void {
  if (response === null) {
    line.silent()
  } else {
    learnServerTime(Date.parse(response.headers.get('date') ?? ''))
    line.heard(load, response)
  }
}

/** How long to wait before asking for the same again, in milliseconds: what the screen wishes, but never less than what the server wishes. */
export function pollAfterMs(wishedMs: number): number {
  return Math.max(wishedMs, memory.nextContactAtMs - now(), line.askAt({ load, by: 'background' }) - now())
}

/** Whether a question that nobody asked may go out now, as when somebody comes back to a page. */
export function mayAskUnasked(): boolean {
  return line.askAt({ load, by: 'background' }) <= now()
}

const repeats = new WeakMap<Error, number | null>()

/** Takes note of a failure that was told without asking: there is nothing to repeat, and it is no intent of the budget's. */
export function neverRepeat(failure: Error): void {
  repeats.set(failure, null)
}

/** Milliseconds until a question that failed is asked once more, or null: it is not. The same failure has the same answer. */
export function repeatFailedAfterMs(error: Error): number | null {
  const known = repeats.get(error)
  if (known !== undefined || !(error instanceof ApiFailure)) return known ?? null
  const retryAfterMs = error.retryAfterSeconds === null ? null : error.retryAfterSeconds * 1000
  const afterMs = repeatAfterMs({ status: error.status, retryAfterMs }, budget.permits(), chance())
  repeats.set(error, afterMs)
  return afterMs
}
