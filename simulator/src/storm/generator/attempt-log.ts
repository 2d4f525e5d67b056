/**
 * Everything that was tried, as columns: one row an attempt, times in milliseconds from the beginning of the storm. Written while the storm blows, read
 * when it is over.
 */
import { type Kind, kinds } from '../kinds.ts'

/** `refused`: told at once to come later. `failed`: an error, or a refusal only after work was begun. `wrong`: a request of ours was not understood. */
export const outcomes = ['served', 'refused', 'failed', 'wrong', 'too_late', 'no_answer'] as const
export type Outcome = (typeof outcomes)[number]

export interface Attempt {
  readonly kind: Kind
  readonly intent: number
  /** From 1. */
  readonly attempt: number
  /** When it was meant to be sent: waits are measured from here. */
  readonly intendedMs: number
  readonly sentMs: number
  readonly endedMs: number
  readonly outcome: Outcome
  readonly status: number
}

export interface AttemptLog {
  readonly length: number
  add(attempt: Attempt): void
  at(row: number): Attempt
}

/** An empty log. */
export function createAttemptLog(): AttemptLog {
  const [kind, intent, attempt, outcome, status]: number[][] = [[], [], [], [], []]
  const [intended, sent, ended]: number[][] = [[], [], []]
  return {
    get length() {
      return kind!.length
    },
    add: (one) => {
      kind!.push(kinds.indexOf(one.kind))
      intent!.push(one.intent)
      attempt!.push(one.attempt)
      outcome!.push(outcomes.indexOf(one.outcome))
      status!.push(one.status)
      intended!.push(one.intendedMs)
      sent!.push(one.sentMs)
      ended!.push(one.endedMs)
    },
    at: (row) => ({
      kind: kinds[kind![row]!]!,
      intent: intent![row]!,
      attempt: attempt![row]!,
      outcome: outcomes[outcome![row]!]!,
      status: status![row]!,
      intendedMs: intended![row]!,
      sentMs: sent![row]!,
      endedMs: ended![row]!,
    }),
  }
}
