// The entries of a status list (draft-ietf-oauth-status-list section 4): 2 bits each, least significant first, cut into shards.
// Packed bytes in memory; compressed only inside tokens.
import { Inflate, zlibSync } from 'fflate'
import { SHARD_ENTRIES } from '../limits.ts'
import { accept, type Result, refuse } from '../result.ts'
import type { StatusValue } from './colour.ts'

/** Bits of one entry. */
export const STATUS_BITS = 2

const ENTRIES_PER_BYTE = 8 / STATUS_BITS
// Level 9 costs 15 times level 6 for 7 % (measured on a city's list).
const DEFLATE_LEVEL = 6
// Deflate expands at most 1,032 times, so one slice can at most put out 66 kB before the limit is looked at again.
const INFLATE_SLICE_BYTES = 64
const CHECKSUM_BYTES = 4

/** Number of shards of a list of this capacity. */
export function shardCount(capacity: number): number {
  return Math.ceil(capacity / SHARD_ENTRIES)
}

/** Entries of one shard: SHARD_ENTRIES, or what is left in the last. */
export function shardEntries(capacity: number, shard: number): number {
  return Math.max(0, Math.min(SHARD_ENTRIES, capacity - shard * SHARD_ENTRIES))
}

/** The shard that holds a place, and where in it. */
export function shardOf(index: number): { readonly shard: number; readonly offset: number } {
  return { shard: Math.floor(index / SHARD_ENTRIES), offset: index % SHARD_ENTRIES }
}

/** Packed entries, all green (0). */
export function createStatusBits(entries: number): Uint8Array {
  return new Uint8Array(Math.ceil(entries / ENTRIES_PER_BYTE))
}

/** Writes one entry in place. */
export function setStatus(bits: Uint8Array, offset: number, status: StatusValue): void {
  const at = Math.floor(offset / ENTRIES_PER_BYTE)
  const shift = (offset % ENTRIES_PER_BYTE) * STATUS_BITS
  bits[at] = (bits[at]! & ~(3 << shift)) | (status << shift)
}

/** Reads one entry; null outside the list. */
export function getStatus(bits: Uint8Array, offset: number): StatusValue | null {
  const byte = bits[Math.floor(offset / ENTRIES_PER_BYTE)]
  return byte === undefined ? null : (((byte >> ((offset % ENTRIES_PER_BYTE) * STATUS_BITS)) & 3) as StatusValue)
}

/** Compresses packed entries as the draft asks: zlib (RFC 1950) over deflate. */
export function deflateBits(bits: Uint8Array): Uint8Array {
  return zlibSync(bits, { level: DEFLATE_LEVEL })
}

/**
 * Inflates zlib (RFC 1950) to at most `bytesMax` bytes, stopping as soon as there are more: a zip bomb is refused without being inflated.
 * Refuses with `status_list.too_large`, or `status_list.malformed` (another format, cut off, wrong checksum).
 */
export function inflateBits(compressed: Uint8Array, bytesMax: number): Result<Uint8Array> {
  const [method = 0, flags = 0] = compressed
  const isZlib = (method & 15) === 8 && (method * 256 + flags) % 31 === 0 && (flags & 32) === 0
  const deflated = compressed.subarray(2, -CHECKSUM_BYTES)
  if (!isZlib || deflated.length === 0) return refuse('status_list.malformed')
  const bits = new Uint8Array(bytesMax)
  let length = 0
  const inflater = new Inflate((chunk) => {
    if (length + chunk.length <= bytesMax) bits.set(chunk, length)
    length += chunk.length
  })
  try {
    for (let at = 0; at < deflated.length && length <= bytesMax; at += INFLATE_SLICE_BYTES) {
      const slice = deflated.slice(at, at + INFLATE_SLICE_BYTES)
      inflater.push(slice, at + slice.length === deflated.length)
    }
  } catch {
    return refuse('status_list.malformed')
  }
  if (length > bytesMax) return refuse('status_list.too_large')
  const list = bits.subarray(0, length)
  const checksum = new DataView(compressed.buffer, compressed.byteOffset + compressed.length - CHECKSUM_BYTES).getUint32(0)
  return adler32(list) === checksum ? accept(list) : refuse('status_list.malformed')
}

/** RFC 1950 section 8.2. fflate leaves it unread; a publisher's faulty deflate must not turn into wrong colours. */
function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0]
  for (const byte of bytes) {
    a = (a + byte) % 65_521
    b = (b + a) % 65_521
  }
  return b * 65_536 + a
}
