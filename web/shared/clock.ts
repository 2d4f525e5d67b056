/**
 * The only place in the apps that reads the time, sets a timer or draws a random number; everything else takes them from here, so tests can replace them.
 * It also carries the correction for phones whose clock is wrong: passes and proofs of possession are judged by the city's time, not by the phone's.
 */
const offsetKey = 'evergate-clock-offset-ms'
/** Below this a difference is network delay and whole-second rounding, not a wrong clock. */
const toleratedMs = 5_000

let offsetMs = readStoredOffset()

/** The city's time as far as this phone knows, in milliseconds since 1970. */
export function now(): number {
  return Date.now() + offsetMs
}

/** The phone's own clock, right or wrong: for records that are judged by how far it was off when they arrived. */
export function deviceNow(): number {
  return Date.now()
}

/** How far the phone's own clock is behind (+) or ahead (-) of the city's, in milliseconds; 0 when it is right. */
export function clockOffsetMs(): number {
  return offsetMs
}

/** Takes the server's time into account as it arrives with an answer. Remembered across starts, because a wrong clock stays wrong. */
export function learnServerTime(serverMs: number): void {
  if (!Number.isFinite(serverMs)) return
  const difference = serverMs - Date.now()
  if (Math.abs(difference - offsetMs) <= toleratedMs) return
  offsetMs = Math.abs(difference) <= toleratedMs ? 0 : Math.round(difference)
  try {
    localStorage.setItem(offsetKey, String(offsetMs))
  } catch {
    // Storage may be forbidden (private windows): the correction then lasts until the page closes.
  }
}

/** Calls once after the given time; the answer cancels. */
export function after(delayMs: number, call: () => void): () => void {
  const timer = setTimeout(call, delayMs)
  return () => clearTimeout(timer)
}

/** Calls at every boundary of `periodMs` of the city's time (every whole second, every 30-second slot); the answer cancels. */
export function everyBoundary(periodMs: number, call: () => void): () => void {
  let cancel = (): void => {}
  const arm = (): void => {
    // 4 ms past the boundary, so that a timer firing early never computes the slot before.
    cancel = after(periodMs - (now() % periodMs) + 4, () => {
      arm()
      call()
    })
  }
  arm()
  return () => cancel()
}

/** Resolves after the given time, or at once when the signal aborts. */
export function sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = after(delayMs, resolve)
    signal?.addEventListener('abort', () => {
      cancel()
      resolve()
    })
  })
}

/** A random number from 0 (included) to 1 (excluded), for jitter; nothing secret is made from it. */
export function chance(): number {
  const word = new Uint32Array(1)
  crypto.getRandomValues(word)
  return (word[0] ?? 0) / 2 ** 32
}

function readStoredOffset(): number {
  try {
    const stored = Number(localStorage.getItem(offsetKey) ?? 0)
    return Number.isFinite(stored) ? stored : 0
  } catch {
    return 0 // no localStorage: Node, private windows
  }
}
