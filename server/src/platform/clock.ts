/**
 * Time as an input. The only file of the server that reads the system clock or sets timers; everything else is handed a Clock.
 */
import { setTimeout as timerPromise } from 'node:timers/promises'

/** A source of dates. */
export interface Clock {
  /** The present moment. */
  now(): Date
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() }

/** A clock for tests: stands still until moved. */
export function manualClock(start: Date | string): Clock & { set(to: Date | string): void; advance(ms: number): void } {
  let nowMs = new Date(start).getTime()
  return {
    now: () => new Date(nowMs),
    set: (to) => {
      nowMs = new Date(to).getTime()
    },
    advance: (ms) => {
      nowMs += ms
    },
  }
}

/** Milliseconds of a monotonic clock, for measuring durations only; never a date. */
export function monotonicMs(): number {
  return performance.now()
}

/** Resolves after `ms` milliseconds, or at once when the signal aborts (it never rejects). */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  await timerPromise(ms, undefined, signal ? { signal } : {}).catch(() => undefined)
}

/** Runs `run` after `ms` milliseconds unless the returned function is called before; the timer does not keep the process alive. */
export function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms)
  timer.unref()
  return () => clearTimeout(timer)
}

/** Runs `run` every `ms` milliseconds until the returned function is called; the timer does not keep the process alive. */
export function every(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms)
  timer.unref()
  return () => clearInterval(timer)
}

/** A signal that aborts after `ms` milliseconds; the timer does not keep the process alive. */
export function timeoutSignal(ms: number): AbortSignal {
  return AbortSignal.timeout(ms)
}

/** Waits until `condition` holds, asking every `everyMs`; gives up after `withinMs` and returns whether it held. */
export async function until(condition: () => boolean | Promise<boolean>, withinMs: number, everyMs = 25): Promise<boolean> {
  const endMs = monotonicMs() + withinMs
  while (!(await condition())) {
    if (monotonicMs() > endMs) return false
    await sleep(everyMs)
  }
  return true
}
