/**
 * What a client does when an intent was not served. `shared` is what our apps do, by the same functions; `impatient` is what people and apps did in the
 * record: having waited as long, they ask again at once, several times, without a budget. Pure but for the chance it is given.
 */
import { createRetryBudget, repeatAfterMs } from '@evergate/pass/contact'
import type { Chance } from '../../seeded-chance.ts'

export const behaviours = ['shared', 'impatient'] as const
export type Behaviour = (typeof behaviours)[number]

/** One intent's patience. */
export interface Patience {
  /** Milliseconds until the next attempt, after attempt number `attempt` (from 1) ended with this status (0: no answer); undefined where it is given up. */
  again(attempt: number, status: number, retryAfterMs: number | null): number | undefined
}

const impatientAttemptsMax = 6
const impatientPauseMs = 200
const resolution = 1_000_000

/** A source of patience; every intent is another person's, as in a city where nobody comes twice in one storm. */
export function createBehaviour(behaviour: Behaviour, chance: Chance): () => Patience {
  const dice = (): number => chance.below(resolution) / resolution
  if (behaviour === 'impatient')
    return () => ({ again: (attempt) => (attempt < impatientAttemptsMax ? dice() * impatientPauseMs : undefined) })
  return () => {
    const permitted = createRetryBudget(dice()).permits()
    return {
      again: (attempt, status, retryAfterMs) =>
        attempt > 1 ? undefined : (repeatAfterMs({ status, retryAfterMs }, permitted, dice()) ?? undefined),
    }
  }
}
