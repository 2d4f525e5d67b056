/**
 * The bytes of a raw body. Keeps no more than the limit; the rest of a larger body is read and dropped, so that the sender hears the answer instead of a
 * broken connection.
 */
import type { Readable } from 'node:stream'
import { Unavailable } from '../unavailable.ts'

/** What bodies on their way in hold, together and of each caller. */
export interface Hold {
  bytes: number
  readonly bytesMax: number
  readonly byCaller: Map<string, number>
  readonly callerBytesMax: number
}

/** A hold that is empty. */
export function createHold(bytesMax: number, callerBytesMax: number): Hold {
  return { bytes: 0, bytesMax, byCaller: new Map(), callerBytesMax }
}

/**
 * Of this process: senders of such bodies have signed in, but hold no place while they send. A desk sends one batch of at most a megabyte at a time; one whose
 * credentials are in the wrong hands must not hold what the desks of a city share.
 */
const ofProcess = createHold(64 * 1024 * 1024, 4 * 1024 * 1024)

/** A body as it may come in: so many bytes, from this caller (any text that tells callers apart). */
export interface BodyLimit {
  readonly bytesMax: number
  readonly caller: string
}

/**
 * The whole body, or undefined where it is larger than `bytesMax`. Throws where the sender went away before its end, and Unavailable where bodies that are
 * still coming hold too much, together or of this caller.
 */
export async function readBody(body: Readable, { bytesMax, caller }: BodyLimit, hold = ofProcess): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  let held = 0
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > bytesMax) chunks.length = 0
      else chunks.push(chunk)
      const more = (bytes > bytesMax ? 0 : bytes) - held
      held += more
      take(hold, caller, more)
    }
  } finally {
    take(hold, caller, -held)
  }
  return bytes > bytesMax ? undefined : Buffer.concat(chunks)
}

/** Throws only where more is taken than may be; what was taken by then is the caller's to give back. */
function take(hold: Hold, caller: string, bytes: number): void {
  const ofCaller = (hold.byCaller.get(caller) ?? 0) + bytes
  hold.bytes += bytes
  if (ofCaller === 0) hold.byCaller.delete(caller)
  else hold.byCaller.set(caller, ofCaller)
  if (bytes > 0 && (hold.bytes > hold.bytesMax || ofCaller > hold.callerBytesMax))
    throw new Unavailable('too many bodies are coming in at once')
}
