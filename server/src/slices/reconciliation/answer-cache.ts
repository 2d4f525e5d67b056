/**
 * Keeps dear answers for a while: a round's figures are worked out by one caller at a time, at most every five seconds, and so that working them out takes
 * at most a tenth of the time. Whoever asks in between gets the last answer, which carries its own time.
 */
import { type Clock, monotonicMs } from '../../platform/clock.ts'

const keptMsMin = 5_000
const restFactor = 10
const entriesMax = 200

interface Entry<T> {
  value: T | undefined
  freshUntilMs: number
  working: Promise<T> | undefined
}

export interface AnswerCache<T> {
  /** The answer under this key; `work` is called where there is none or the last one has aged. */
  get(clock: Clock, key: string, work: () => Promise<T>): Promise<T>
}

export function createAnswerCache<T>(): AnswerCache<T> {
  const entries = new Map<string, Entry<T>>()
  return {
    get: async (clock, key, work) => {
      const entry = entries.get(key) ?? { value: undefined, freshUntilMs: 0, working: undefined }
      entries.delete(key) // the keys asked for last stand last
      entries.set(key, entry)
      if (entries.size > entriesMax) entries.delete(entries.keys().next().value!)
      if (entry.value !== undefined && clock.now().getTime() < entry.freshUntilMs) return entry.value
      entry.working ??= renew(clock, entry, work)
      return entry.working
    },
  }
}

async function renew<T>(clock: Clock, entry: Entry<T>, work: () => Promise<T>): Promise<T> {
  const startedMs = monotonicMs()
  try {
    const value = await work()
    entry.value = value
    entry.freshUntilMs = clock.now().getTime() + Math.max(keptMsMin, restFactor * (monotonicMs() - startedMs))
    return value
  } finally {
    entry.working = undefined
  }
}
