// Keeps a phone that is still held in front of the camera from being answered again and again.
// Time is an input; the text of the last code is held in memory only.

export interface RepeatGuard {
  /** True when this code is to be answered: it was not in sight during the last `quietMs`. Being seen prolongs the quiet. */
  isNew(text: string, nowMs: number): boolean
  /** Begins the quiet anew, for the moment an answer is put away with the phone still there. */
  prolong(nowMs: number): void
}

export function makeRepeatGuard(quietMs = 3000): RepeatGuard {
  let lastText: string | null = null
  let lastSeenAtMs = Number.NEGATIVE_INFINITY
  return {
    isNew(text, nowMs) {
      const repeated = text === lastText && nowMs - lastSeenAtMs < quietMs
      lastText = text
      lastSeenAtMs = nowMs
      return !repeated
    },
    prolong(nowMs) {
      lastSeenAtMs = nowMs
    },
  }
}
