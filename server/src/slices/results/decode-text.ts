/**
 * From bytes to text, piece by piece.
 */
import type { Readable } from 'node:stream'
import { Unreadable } from './row-source.ts'
import type { Template } from './template.ts'

/** A single wrong byte refuses the file, because a guess might change a tube code. A byte order mark is left out. */
export async function* decodeText(
  bytes: Readable | AsyncIterable<Buffer>,
  encoding: Template['encoding'] = 'utf-8',
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const decode = (chunk?: Buffer): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true })
    } catch {
      throw new Unreadable({ code: encoding === 'utf-8' ? 'results.file_not_utf8' : 'results.file_not_gb18030' })
    }
  }
  for await (const chunk of bytes as AsyncIterable<Buffer>) yield decode(chunk)
  yield decode()
}
