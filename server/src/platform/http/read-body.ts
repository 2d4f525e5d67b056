/**
 * The bytes of a raw body. Keeps no more than the limit; the rest of a larger body is read and dropped, so that the sender hears the answer instead of a
 * broken connection.
 */
import type { Readable } from 'node:stream'

/** The whole body, or undefined where it is larger than `bytesMax`. Throws where the sender went away before its end. */
export async function readBody(body: Readable, bytesMax: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > bytesMax) chunks.length = 0
    else chunks.push(chunk)
  }
  return bytes > bytesMax ? undefined : Buffer.concat(chunks)
}
