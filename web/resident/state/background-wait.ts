/**
 * How long something that nobody waits for is left alone after it failed (docs/spec/contact.md, 4.5): longer with every failure in a row, begun anew when the
 * phone has a network again. A call that was not made because the server is to be left alone is no failure.
 */
import { backgroundPace, retryDelayMs } from '@evergate/pass/contact'
import type { Refusal } from '../../shared/api.ts'
import { chance } from '../../shared/clock.ts'

export interface BackgroundWait {
  /** Milliseconds until the next try after this failure. */
  afterFailure(refusal: Refusal): number
  /** It went well. */
  end(): void
}

export function createBackgroundWait(): BackgroundWait {
  let failures = 0
  const end = (): void => {
    failures = 0
  }
  globalThis.addEventListener?.('online', end)
  return {
    afterFailure: ({ code, retryAfterMs }) => {
      if (code !== 'network.held_back') failures += 1
      return retryDelayMs(Math.max(failures, 1), retryAfterMs ?? null, chance(), backgroundPace)
    },
    end,
  }
}
