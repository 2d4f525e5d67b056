/**
 * From the bytes of an upload to text, with a hash that names the file. Keeps no more than the limit; the rest of a larger body is read and dropped, so
 * that the sender hears the answer instead of a broken connection.
 */
import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { accept, type Result, refuse } from '../../platform/result.ts'

export const fileBytesMax = 8 * 1024 * 1024

export interface Upload {
  readonly text: string
  readonly sha256: Buffer
}

export type UploadRefusal = { readonly code: 'request.too_large'; readonly bytesMax: number } | { readonly code: 'results.file_not_utf8' }

/** Reads UTF-8 with or without a byte order mark; a single wrong byte refuses the file, because a guess might change a tube code. */
export async function readUpload(body: Readable): Promise<Result<Upload, UploadRefusal>> {
  const chunks: Buffer[] = []
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > fileBytesMax) chunks.length = 0
    else {
      chunks.push(chunk)
      hash.update(chunk)
    }
  }
  if (bytes > fileBytesMax) return refuse({ code: 'request.too_large', bytesMax: fileBytesMax })
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
    return accept({ text, sha256: hash.digest() })
  } catch {
    return refuse({ code: 'results.file_not_utf8' })
  }
}
