/**
 * How late the event loop is. A request lies in the kernel while the loop is busy with others, and no clock of ours saw it come: a beat that should
 * come every few milliseconds says by its lateness how long. Pure: time comes in.
 */

/** Lateness of a beat. */
export interface LoopLag {
  /** The beat has come. */
  beat(nowMs: number): void
  /** How late the loop was at its last beat, or how overdue the next one is. Milliseconds. */
  lagMs(nowMs: number): number
  /** When a request that is seen now has come in, probably: in the middle of the time nobody looked. */
  arrivedAtMs(nowMs: number): number
}

/** A beat every `everyMs`. */
export function createLoopLag(everyMs: number, startMs: number): LoopLag {
  let dueAtMs = startMs + everyMs
  let lastLateMs = 0
  const lagMs = (nowMs: number): number => Math.max(lastLateMs, nowMs - dueAtMs, 0)
  return {
    beat: (nowMs) => {
      lastLateMs = Math.max(0, nowMs - dueAtMs)
      dueAtMs = nowMs + everyMs
    },
    lagMs,
    arrivedAtMs: (nowMs) => nowMs - lagMs(nowMs) / 2,
  }
}
