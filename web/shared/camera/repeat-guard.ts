// Keeps a phone that is still held in front of the camera from being answered again and again, also when two phones are in sight.
// Time is an input; the texts of the last seconds are held in memory only.

export interface RepeatGuard {
  /** True when this code is to be answered: it was not in sight during the last `quietMs`. Being seen prolongs the quiet. */
  isNew(text: string, nowMs: number): boolean
  /** Nothing is looked at from now on: what is in its quiet now stays so until `resume`. */
  pause(nowMs: number): void
  /** The quiet begins anew for what was in it: an answer is put away, the phone may still be there. */
  resume(nowMs: number): void
}

/** Nobody holds more phones into one picture; the one seen longest ago is forgotten first. */
const REMEMBERED_MAX = 8

export function makeRepeatGuard(quietMs = 3000): RepeatGuard {
  const seenAtMs = new Map<string, number>()
  return {
    isNew(text, nowMs) {
      const before = seenAtMs.get(text)
      seenAtMs.delete(text) // the map stays in the order of sightings
      seenAtMs.set(text, nowMs)
      const oldest = seenAtMs.keys().next().value
      if (seenAtMs.size > REMEMBERED_MAX && oldest !== undefined) seenAtMs.delete(oldest)
      return before === undefined || nowMs - before >= quietMs
    },
    pause(nowMs) {
      for (const [text, atMs] of seenAtMs) {
        if (nowMs - atMs >= quietMs) seenAtMs.delete(text)
      }
    },
    resume(nowMs) {
      for (const text of seenAtMs.keys()) seenAtMs.set(text, nowMs)
    },
  }
}
