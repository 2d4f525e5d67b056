/**
 * Tells which processes have fallen silent: each says several times a minute that its event loop turns, and one that says nothing for too long does no work and
 * holds what it has. Pure: time comes in. It ends nobody.
 */

/** Who was heard of, and how long ago. */
export interface Watchdog<Post> {
  /** It said something. Watched from the first time on: what loads for long is not hung. */
  heard(post: Post): void
  /** It has ended, or was replaced. */
  forget(post: Post): void
  /** Those silent for too long; each is told once. To be asked every second. */
  silent(nowMs: number): Post[]
}

/** When nobody looked for longer, as where the whole machine stood still, it counts for no more than this. */
const lookMsMax = 2_000

/** A watchdog that barks after `silentMsMax`. */
export function createWatchdog<Post>(silentMsMax: number, startMs: number): Watchdog<Post> {
  const silentMs = new Map<Post, number>()
  let lookedMs = startMs
  return {
    heard: (post) => void silentMs.set(post, 0),
    forget: (post) => void silentMs.delete(post),
    silent: (nowMs) => {
      const passedMs = Math.min(lookMsMax, Math.max(0, nowMs - lookedMs))
      lookedMs = nowMs
      for (const [post, ms] of silentMs) silentMs.set(post, ms + passedMs)
      const found = [...silentMs].filter(([, ms]) => ms > silentMsMax).map(([post]) => post)
      for (const post of found) silentMs.delete(post)
      return found
    },
  }
}
