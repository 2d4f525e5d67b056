// CBOR (RFC 8949) in its deterministic encoding (section 4.2), with a depth limit. Integers, byte and text strings, arrays, maps,
// true, false, null: nothing else is read. Maps are Map objects, so that hostile keys stay data.
import { CBOR_DEPTH_MAX } from '../limits.ts'
import { accept, type Result, refuse } from '../result.ts'
import { readCbor } from './read-cbor.ts'
import { writeCbor } from './write-cbor.ts'

/** A CBOR map with integer or text keys. */
export type CborMap = ReadonlyMap<unknown, unknown>

/** Deterministic encoding of values this library built itself: Map, array, string, integer, Uint8Array, boolean, null. */
export function encodeCbor(value: unknown): Uint8Array {
  return writeCbor(value)
}

/**
 * Reads exactly one CBOR item. Refuses with `cbor.malformed` what is not well-formed or not deterministically encoded, and with `cbor.too_deep` what
 * nests deeper than `depthMax`. Byte strings are copies, or with `views` parts of the bytes themselves, which then nobody may change.
 */
export function decodeCbor(bytes: Uint8Array, depthMax: number = CBOR_DEPTH_MAX, views = false): Result<unknown> {
  const read = readCbor(bytes, depthMax, views)
  return typeof read === 'string' ? refuse(read) : accept(read.value)
}
