// Waiting for a condition with a bounded number of looks. Must not be used where an event can be awaited instead.
import { setTimeout as pause } from 'node:timers/promises'

/** Looks every `everyMs` milliseconds, at most `looksMax` times; whether the condition came true. */
export async function waitUntil(condition: () => boolean | Promise<boolean>, everyMs: number, looksMax: number): Promise<boolean> {
  for (let look = 0; look < looksMax; look++) {
    if (await condition()) return true
    await pause(everyMs)
  }
  return condition()
}
