/**
 * A zip archive on the disk (APPNOTE 6.3): its directory, and its parts as streams. Takes plain and deflated parts; refuses what is cut, encrypted or
 * expands too far. Nothing of the archive is trusted but what its bytes turn out to be.
 */
import type { Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { zipPartBytesMax, zipPartsMax, zipRatioMax } from './limits.ts'
import { Unreadable } from './row-source.ts'
import type { Spooled } from './spool.ts'

interface Part {
  readonly name: string
  readonly method: number
  readonly crc: number
  readonly packedBytes: number
  readonly headerAt: number
}

export interface ZipArchive {
  has(name: string): boolean
  /** The bytes of a part. Throws `Unreadable`. */
  open(name: string): AsyncGenerator<Buffer>
}

const [endSignature, directorySignature, headerSignature] = [0x06054b50, 0x02014b50, 0x04034b50]
const [stored, deflated] = [0, 8]
const endBytes = 22
const commentBytesMax = 65_535
const directoryBytesMax = 4 * 1024 * 1024
/** Small parts may be packed very well. */
const ratioFreeBytes = 1024 * 1024

const malformed = (reason: string) => new Unreadable({ code: 'results.file_malformed', row: 0, reason })

/** Reads the directory. Throws `Unreadable`. */
export async function openZip(file: Spooled): Promise<ZipArchive> {
  const parts = new Map((await readDirectory(file)).map((part) => [part.name, part]))
  return {
    has: (name) => parts.has(name),
    open: (name) => {
      const part = parts.get(name)
      if (part === undefined) throw malformed('part_missing')
      return unpack(file, part)
    },
  }
}

async function readDirectory(file: Spooled): Promise<Part[]> {
  const tailAt = Math.max(0, file.bytes - endBytes - commentBytesMax)
  const tail = await readBytes(file, tailAt, file.bytes)
  let end = tail.length - endBytes
  while (end >= 0 && tail.readUInt32LE(end) !== endSignature) end -= 1
  if (end < 0) throw malformed('no_zip_archive')
  const count = tail.readUInt16LE(end + 10)
  const size = tail.readUInt32LE(end + 12)
  const start = tail.readUInt32LE(end + 16)
  if (count > zipPartsMax || size > directoryBytesMax || start + size > file.bytes) throw malformed('zip_directory_wrong')
  const directory = await readBytes(file, start, start + size)
  const parts: Part[] = []
  for (let at = 0; parts.length < count; ) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== directorySignature) throw malformed('zip_directory_wrong')
    const nameBytes = directory.readUInt16LE(at + 28)
    const extraBytes = directory.readUInt16LE(at + 30)
    if (at + 46 + nameBytes + extraBytes > directory.length) throw malformed('zip_directory_wrong')
    if ((directory.readUInt16LE(at + 8) & 1) === 1) throw malformed('encrypted')
    parts.push(readPart(directory, at, nameBytes, extraBytes))
    at += 46 + nameBytes + extraBytes + directory.readUInt16LE(at + 32)
  }
  return parts
}

function readPart(directory: Buffer, at: number, nameBytes: number, extraBytes: number): Part {
  const wide = readWideNumbers(directory.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes))
  const unpackedBytes = directory.readUInt32LE(at + 24)
  const packed = directory.readUInt32LE(at + 20)
  const header = directory.readUInt32LE(at + 42)
  if (unpackedBytes === 0xffffffff) wide.shift() // of no use: what unpacks is counted
  return {
    name: directory.toString('utf8', at + 46, at + 46 + nameBytes).replace(/^\//, ''),
    method: directory.readUInt16LE(at + 10),
    crc: directory.readUInt32LE(at + 16),
    packedBytes: packed === 0xffffffff ? (wide.shift() ?? packed) : packed,
    headerAt: header === 0xffffffff ? (wide.shift() ?? header) : header,
  }
}

/** The 64-bit numbers of the Zip64 field (APPNOTE 4.5.3), in their fixed order; writers that stream use it for files of any size. */
function readWideNumbers(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    const field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2))
    return Array.from({ length: Math.floor(field.length / 8) }, (_, n) => Number(field.readBigUInt64LE(n * 8)))
  }
  return []
}

async function* unpack(file: Spooled, part: Part): AsyncGenerator<Buffer> {
  const header = await readBytes(file, part.headerAt, part.headerAt + 30)
  if (header.length < 30 || header.readUInt32LE(0) !== headerSignature) throw malformed('zip_directory_wrong')
  const start = part.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  if (start + part.packedBytes > file.bytes) throw malformed('cut')
  const packed = file.stream(start, start + part.packedBytes)
  if (part.method !== stored && part.method !== deflated) throw malformed('packed_in_an_unknown_way')
  const unpacked = part.method === stored ? packed : packed.pipe(createInflateRaw({ chunkSize: 64 * 1024 }))
  let bytes = 0
  let crc = 0
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > zipPartBytesMax || bytes > Math.max(ratioFreeBytes, part.packedBytes * zipRatioMax))
        throw new Unreadable({ code: 'results.file_expands_too_far', part: part.name.slice(0, 100) })
      crc = crc32(chunk, crc)
      yield chunk
    }
  } catch (error) {
    if (error instanceof Unreadable) throw error
    throw malformed('cut')
  } finally {
    unpacked.destroy()
    packed.destroy()
  }
  if (crc !== part.crc) throw malformed('checksum_wrong')
}

async function readBytes(file: Spooled, start: number, end: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  const stream: Readable = file.stream(start, Math.min(end, file.bytes))
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}
