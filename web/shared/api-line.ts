/**
 * An app's line to its server: what the server last wished (docs/spec/contact.md), with this phone's clock and chance put in. Sends nothing and knows no route.
 */
import {
  type Ask,
  afterAnswer,
  afterReturn,
  afterSilence,
  askAtMs,
  type ContactMemory,
  createRetryBudget,
  type LoadClass,
  nothingHeard,
  type RetryBudget,
  readServerSays,
  type ServerSays,
} from '@evergate/pass/contact'
import { chance, now } from './clock.ts'
import { hearRung } from './rung/heard-rung.ts'

export interface ApiLine {
  /** The moment from which this call may go out, milliseconds since 1970; now or earlier: now. */
  askAt(ask: Ask): number
  /** Counts one intent; true where it may be tried once more. */
  permits(): boolean
  /** Takes note of an answer's headers. */
  heard(load: LoadClass, response: Response): ServerSays
  /** Takes note that no answer came. */
  silent(): void
}

export interface ApiLineOptions {
  /** Told whenever the server's wishes changed. */
  readonly onHeard?: (memory: ContactMemory) => void
  readonly budget?: RetryBudget
}

export function createApiLine({ onHeard, budget = createRetryBudget(chance()) }: ApiLineOptions = {}): ApiLine {
  let memory = nothingHeard
  const keep = (next: ContactMemory): void => {
    memory = next
    onHeard?.(memory)
  }
  globalThis.addEventListener?.('online', () => keep(afterReturn(memory)))
  return {
    askAt: (ask) => askAtMs(memory, ask, now(), chance()),
    permits: () => budget.permits(),
    heard: (load, response) => {
      const says = readServerSays((name) => response.headers.get(name), now())
      hearRung((name) => response.headers.get(name))
      keep(afterAnswer(memory, { load, status: response.status, says }, now(), chance()))
      return says
    },
    silent: () => keep(afterSilence(memory, now(), chance())),
  }
}
