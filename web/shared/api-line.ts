/**
 * An app's line to its server: what the server last wished (docs/spec/contact.md), with this phone's clock and chance put in, kept over a reload of the page
 * where the app names it. Sends nothing and knows no route.
 */
import {
  type Ask,
  afterAnswer,
  afterReturn,
  afterSilence,
  askAtMs,
  backgroundPace,
  type ContactMemory,
  callPace,
  createRetryBudget,
  type LoadClass,
  levelMax,
  loadClasses,
  nothingHeard,
  type RetryBudget,
  readServerSays,
  rungMax,
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
  /** Told whenever the server's wishes changed, and at once what a reload of the page left of them. */
  readonly onHeard?: (memory: ContactMemory) => void
  readonly budget?: RetryBudget
  /** The app's name, its own among those of this origin: under it the wishes outlast a reload. Without it they end with the page. */
  readonly keptAs?: string
}

export function createApiLine({ onHeard, budget = createRetryBudget(chance()), keptAs }: ApiLineOptions = {}): ApiLine {
  let memory = keptAs === undefined ? nothingHeard : readKept(keptAs)
  if (memory !== nothingHeard) onHeard?.(memory)
  if (now() < memory.nextContactAtMs) hearRung(() => String(memory.rung))
  const keep = (next: ContactMemory): void => {
    memory = next
    if (keptAs !== undefined) writeKept(keptAs, next)
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

const keyOf = (name: string): string => `evergate-contact/${name}`

/** From the tab's storage, which outlasts a reload and ends with the tab. */
function readKept(name: string): ContactMemory {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(name)) ?? 'null')
    return isMemory(kept, now()) ? kept : nothingHeard
  } catch {
    return nothingHeard // no storage, a forbidden one, or somebody else's text in it
  }
}

function writeKept(name: string, memory: ContactMemory): void {
  try {
    sessionStorage.setItem(keyOf(name), JSON.stringify(memory))
  } catch {
    // Storage may be forbidden or full: the wishes then last until the page closes.
  }
}

/** The longest that a server may be left alone: an hour (docs/spec/contact.md, section 1), and the spread on top. */
const awayMsMax = 3_600_000 + callPace.mostMs
const nextContactMsMax = 86_400_000

/** Whether a memory can have been written by this app not later than now: nothing in it lies further ahead than a wish may reach. */
function isMemory(value: unknown, nowMs: number): value is ContactMemory {
  if (typeof value !== 'object' || value === null) return false
  const { level, rung, nextContactAtMs, awayUntilMs, silentUntilMs, failures } = value as Partial<ContactMemory>
  return (
    isWithin(level, levelMax) &&
    isWithin(rung, rungMax) &&
    isWithin(nextContactAtMs, nowMs + nextContactMsMax) &&
    loadClasses.every((load) => isWithin(awayUntilMs?.[load], nowMs + awayMsMax)) &&
    isWithin(silentUntilMs, nowMs + backgroundPace.mostMs) &&
    isWithin(failures, Number.MAX_SAFE_INTEGER)
  )
}

function isWithin(value: unknown, most: number): boolean {
  return typeof value === 'number' && value >= 0 && value <= most
}
