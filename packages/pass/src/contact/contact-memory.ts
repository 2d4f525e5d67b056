/**
 * What a client remembers of what the server last wished, and which of its calls it holds back by itself. Pure: the memory goes in and comes out, time and
 * chance are inputs.
 */
import { type LoadClass, levelOfRung, loadClasses, refusedShare } from './load.ts'
import { backgroundPace, retryDelayMs } from './repeat.ts'
import type { ServerSays } from './server-says.ts'

/** All times in milliseconds since 1970. */
export interface ContactMemory {
  readonly level: number
  readonly rung: number
  /** Before this the client does not come by itself where its class is being refused; after it, level and rung are old news. */
  readonly nextContactAtMs: number
  /** Until when the server asked to be left alone, by the class of the call that it refused. Nobody's call goes out before. */
  readonly awayUntilMs: Readonly<Record<LoadClass, number>>
  /** Until when nothing goes out by itself, because the last calls brought no answer; but for what matters most, whose callers pace themselves. */
  readonly silentUntilMs: number
  /** Calls in a row that were refused for load or brought no answer. */
  readonly failures: number
}

/** Nothing heard yet: everything may be asked. */
export const nothingHeard: ContactMemory = {
  level: 0,
  rung: 0,
  nextContactAtMs: 0,
  awayUntilMs: { sheddable: 0, sheddable_plus: 0, critical: 0, critical_plus: 0 },
  silentUntilMs: 0,
  failures: 0,
}

/** A call about to be made. */
export interface Ask {
  readonly load: LoadClass
  /** `person`: somebody pressed or opened something and looks at the screen. `background`: everything else. */
  readonly by: 'person' | 'background'
}

/** How long a level counts that came without a next-contact time. */
const levelCountsMs = 60_000

/**
 * The moment from which this call may go out; `nowMs` or earlier: now. A person's call goes unless the server asked to be left alone. A background call also
 * waits while its class is being refused, in that part of the cases in which it would be. `chance` from 0 (included) to 1 (excluded), drawn for each call.
 */
export function askAtMs(memory: ContactMemory, { load, by }: Ask, nowMs: number, chance: number): number {
  const away = memory.awayUntilMs[load]
  if (by === 'person') return away
  const level = Math.max(memory.level, levelOfRung(memory.rung))
  const silentUntilMs = load === 'critical_plus' ? 0 : memory.silentUntilMs
  const held = nowMs < memory.nextContactAtMs && chance < refusedShare(level, load)
  return Math.max(away, silentUntilMs, held ? memory.nextContactAtMs : 0)
}

/** An answer arrived, good or not. */
export interface Heard {
  /** The class of the call. */
  readonly load: LoadClass
  readonly status: number
  readonly says: ServerSays
}

/** The memory after an answer. `chance` from 0 to 1 spreads the return of those who are sent away. */
export function afterAnswer(memory: ContactMemory, { load, status, says }: Heard, nowMs: number, chance: number): ContactMemory {
  const isProxys = status === 502 || status === 504 // the server said nothing
  if (isProxys && says.retryAfterMs === null) return afterSilence(memory, nowMs, chance)
  const refused = isProxys || status === 429 || status === 503
  const failures = refused ? memory.failures + 1 : 0
  const untilMs = nowMs + retryDelayMs(failures, says.retryAfterMs, chance)
  const asked = loadClasses.indexOf(load)
  // A rate belongs to the caller, so it closes every class. Overload closes this class and the lesser ones; an answer opens this class and the greater ones.
  const awayOf = (name: LoadClass, at: number): number => {
    const before = memory.awayUntilMs[name]
    if (refused) return status === 429 || at <= asked ? Math.max(before, untilMs) : before
    return at >= asked ? 0 : before
  }
  return {
    level: says.level ?? (refused ? memory.level : 0),
    rung: says.rung ?? (refused ? memory.rung : 0),
    nextContactAtMs: nowMs + (says.nextContactMs ?? levelCountsMs),
    awayUntilMs: Object.fromEntries(loadClasses.map((name, at) => [name, awayOf(name, at)])) as Record<LoadClass, number>,
    silentUntilMs: 0,
    failures,
  }
}

/** The memory after a call that brought no answer (time-out, no network): a person may try again, the client itself waits. */
export function afterSilence(memory: ContactMemory, nowMs: number, chance: number): ContactMemory {
  const failures = memory.failures + 1
  return { ...memory, failures, silentUntilMs: nowMs + retryDelayMs(failures, null, chance, backgroundPace) }
}

/** The memory once the device has a network again: the silence was its own. */
export function afterReturn(memory: ContactMemory): ContactMemory {
  return { ...memory, silentUntilMs: 0, failures: 0 }
}
