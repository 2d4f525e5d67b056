/**
 * Time for the simulator: the only file here that reads the machine's clock or waits. Everything else takes moments and waits from here.
 */
import { setTimeout as timer } from 'node:timers/promises'

/** The present moment. */
export function now(): Date {
  return new Date()
}

/** The present in whole unix seconds, as the pass library counts. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000)
}

/** Milliseconds of a monotonic clock, for measuring durations. */
export function monotonicMs(): number {
  return performance.now()
}

/** Resolves after `ms` milliseconds. */
export async function sleep(ms: number): Promise<void> {
  await timer(ms)
}

/** Keeps the process from ending for want of work until the returned function is called: a timeout of `fetch` alone does not. */
export function keepAlive(): () => void {
  const timer = setInterval(() => {}, 1_000)
  return () => clearInterval(timer)
}

/** Asks until there is an answer that is not undefined, and returns it. Throws, naming `what`, where there is none within `withinMs`. */
export async function waitFor<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
  withinMs = 60_000,
  everyMs = 50,
): Promise<T> {
  const endMs = monotonicMs() + withinMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (monotonicMs() > endMs) throw new Error(`waited ${withinMs} ms in vain for ${what}`)
    await sleep(everyMs)
  }
}

/** A new UUIDv7 (RFC 9562 section 5.7) of this millisecond. */
export function newRecordId(): string {
  const bytes = Buffer.from(crypto.getRandomValues(new Uint8Array(16)))
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
