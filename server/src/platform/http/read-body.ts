/**
 * The bytes of a raw body. Keeps no more than the limit; the rest of a larger body is read and dropped, so that the sender hears the answer instead of a
 * broken connection.
 */
import type { Readable } from 'node:stream'
import { Unavailable } from '../unavailable.ts'

/** What bodies on their way in hold together. */
export interface Hold {
  bytes: number
  readonly bytesMax: number
}

/** Of this process: senders of such bodies have signed in, but hold no place while they send. */
const ofProcess: Hold = { bytes: 0, bytesMax: 64 * 1024 * 1024 }

/**
 * The whole body, or undefined where it is larger than `bytesMax`. Throws where the sender went away before its end, and Unavailable where bodies that are
 * still coming hold too much together.
 */
export async function readBody(body: Readable, bytesMax: number, hold = ofProcess): Promise<Buffer | undefined> {
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
      hold.bytes += more
      if (hold.bytes > hold.bytesMax) throw new Unavailable('too many bodies are coming in at once')
    }
  } finally {
    hold.bytes -= held
  }
  return bytes > bytesMax ? undefined : Buffer.concat(chunks)
}
