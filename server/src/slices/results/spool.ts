/**
 * Uploads on their way in: written to a file without a name while they are hashed, so that a file of any size takes no memory and leaves no trace, whatever
 * ends the process. Knows nothing of what is in them.
 */
import { createHash } from 'node:crypto'
import { type FileHandle, mkdir, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { fileBytesMax } from './limits.ts'

/** An upload on the disk. Whoever holds it closes it. */
export interface Spooled {
  readonly sha256: Buffer
  readonly bytes: number
  /** The bytes from `start` up to and without `end`. */
  stream(start?: number, end?: number): Readable
  close(): Promise<void>
}

export type SpoolRefusal =
  | { readonly code: 'request.too_large'; readonly bytesMax: number }
  | { readonly code: 'results.intake_full'; readonly retryAfterSeconds: number }

export interface Spool {
  take(body: Readable): Promise<Result<Spooled, SpoolRefusal>>
  /** Bytes on the disk. */
  held(): number
}

/** As rows these are some 1,500: 10 ms of computing before others have their turn. */
const readAtOnce = 64 * 1024

/** A spool below `folder` (default: the system's temporary folder) that holds at most `bytesMax` in all. */
export function createSpool(folder: string = tmpdir(), bytesMax: number = fileBytesMax): Spool {
  let held = 0
  const take = async (body: Readable): Promise<Result<Spooled, SpoolRefusal>> => {
    body.on('error', () => undefined) // one that comes while the file is opened is thrown by the loop below
    const file = await openNameless(folder)
    const hash = createHash('sha256')
    let bytes = 0
    let own = 0 // what this upload has on the disk; more of it is read and dropped, so that the sender hears the answer
    const close = async (): Promise<void> => {
      held -= own
      own = 0
      await file.close()
    }
    try {
      for await (const chunk of body as AsyncIterable<Buffer>) {
        bytes += chunk.length
        if (bytes !== own + chunk.length || held + chunk.length > bytesMax) continue
        own += chunk.length
        held += chunk.length
        hash.update(chunk)
        await file.write(chunk)
      }
    } catch (error) {
      await close()
      throw error
    }
    if (bytes === own) return accept({ sha256: hash.digest(), bytes, stream: streamOf(file, bytes), close })
    await close()
    return bytes > bytesMax
      ? refuse({ code: 'request.too_large', bytesMax })
      : refuse({ code: 'results.intake_full', retryAfterSeconds: 30 })
  }
  return { take, held: () => held }
}

/** A new file that has lost its name already: it is gone as soon as it is closed. */
async function openNameless(folder: string): Promise<FileHandle> {
  await mkdir(folder, { recursive: true })
  const own = await mkdtemp(join(folder, 'evergate-upload-'))
  try {
    return await open(join(own, 'file'), 'wx+', 0o600)
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}

function streamOf(file: FileHandle, bytes: number): Spooled['stream'] {
  return (start = 0, end = bytes) => Readable.from(pieces(file, start, end), { objectMode: false })
}

/** By position, so that several streams may read one file, each at its own pace. */
async function* pieces(file: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end; ) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(Math.min(readAtOnce, end - at)), 0, undefined, at)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
    at += bytesRead
  }
}
