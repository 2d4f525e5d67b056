// How many of each outcome today, on this device: numbers only, no names, no codes. A new day of the city begins at nought.
import { type ReadonlySignal, signal } from '@preact/signals'
import { now } from '../../shared/clock.ts'
import { formatDay } from '../../shared/region-time.ts'
import { cityOffsetMinutes } from './settings.ts'

export type Counts = Readonly<Record<string, number>>

export interface DayCount {
  readonly counts: ReadonlySignal<Counts>
  add(outcome: string): void
  reset(): void
  /** Looks whether midnight has passed. */
  refresh(): void
}

interface Stored {
  readonly day: string
  readonly counts: Counts
}

/** What is left of a stored count on `day`. */
export function countsOn(day: string, stored: unknown): Counts {
  if (typeof stored !== 'object' || stored === null) return {}
  const { day: storedDay, counts } = stored as Partial<Stored>
  if (storedDay !== day || typeof counts !== 'object' || counts === null) return {}
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => Number.isSafeInteger(count) && count > 0))
}

export function makeDayCount(name: string): DayCount {
  const key = `evergate-scanner-count-${name}`
  const today = (): string => formatDay(now(), cityOffsetMinutes())
  const counts = signal<Counts>(countsOn(today(), readJson(key)))
  const write = (next: Counts): void => {
    counts.value = next
    try {
      localStorage.setItem(key, JSON.stringify({ day: today(), counts: next } satisfies Stored))
    } catch {
      // Counted until the page closes.
    }
  }
  return {
    counts,
    add(outcome) {
      const held = countsOn(today(), readJson(key) ?? { day: today(), counts: counts.peek() })
      write({ ...held, [outcome]: (held[outcome] ?? 0) + 1 })
    },
    reset: () => write({}),
    refresh() {
      counts.value = countsOn(today(), readJson(key) ?? { day: today(), counts: counts.peek() })
    },
  }
}

function readJson(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}
