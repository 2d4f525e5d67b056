// The status_list claim (draft-ietf-oauth-status-list section 4.3, CBOR form): {bits, lst}. Reads every width the draft has, so that its own
// vectors can be checked; Evergate's shards use 2 bits.
import { isBytes, isInteger, isMap } from '../cose/fields.ts'
import { SHARD_TOKEN_BYTES_MAX } from '../limits.ts'
import { accept, type Result, refuse } from '../result.ts'
import { deflateBits, inflateBits } from './list.ts'

/** The claim: width of an entry in bits, and the packed entries. */
export interface StatusListClaim {
  readonly bits: number
  readonly packed: Uint8Array
}

/** The claim as a CBOR map. `deflate` replaces the library's zlib where the platform has a faster one. */
export function statusListToWire(
  packed: Uint8Array,
  bits: number,
  deflate: (bytes: Uint8Array) => Uint8Array = deflateBits,
): Map<string, unknown> {
  return new Map<string, unknown>([
    ['bits', bits],
    ['lst', deflate(packed)],
  ])
}

/** Reads the claim, inflating to at most `bytesMax`. Refuses with `status_list.malformed` or `status_list.too_large`. */
export function statusListFromWire(value: unknown, bytesMax: number): Result<StatusListClaim> {
  if (!isMap(value, 8)) return refuse('status_list.malformed')
  const bits = value.get('bits')
  const lst = value.get('lst')
  if (!isInteger(bits, 1, 8) || (bits & (bits - 1)) !== 0 || !isBytes(lst, 1, SHARD_TOKEN_BYTES_MAX)) return refuse('status_list.malformed')
  const packed = inflateBits(lst, bytesMax)
  return packed.ok ? accept({ bits, packed: packed.value }) : packed
}
