// Waiting for a condition with a bounded number of looks. Must not be used where an event can be awaited instead.
import { setTimeout as pause } from 'node:timers/promises'

/** How often to look at a process or its files. */
export const POLL_MS = 50
/** Ten minutes: replaying 2 GB of write-ahead log on a slow disk takes two. */
export const RECOVERY_POLLS_MAX = 12_000
/** A line of progress every ten seconds. */
export const REPORT_EVERY_POLLS = 200

/** Looks every `everyMs` milliseconds, at most `looksMax` times; whether the condition came true. */
export async function waitUntil(condition: () => boolean | Promise<boolean>, everyMs: number, looksMax: number): Promise<boolean> {
  for (let look = 0; look < looksMax; look++) {
    if (await condition()) return true
    await pause(everyMs)
  }
  return condition()
}
