// CBOR (RFC 8949) in its deterministic encoding (section 4.2), with a depth limit. Integers, byte and text strings, arrays, maps,
// true, false, null: nothing else is read. Maps are Map objects, so that hostile keys stay data.
import { decode, encode, rfc8949EncodeOptions, Tokenizer } from 'cborg'
import { equalBytes } from '../bytes.ts'
import { CBOR_DEPTH_MAX } from '../limits.ts'
import { accept, type Result, refuse } from '../result.ts'

/** A CBOR map with integer or text keys. */
export type CborMap = ReadonlyMap<unknown, unknown>

const DECODE_OPTIONS = {
  strict: true,
  useMaps: true,
  rejectDuplicateMapKeys: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  allowBigInt: false,
}

/** Deterministic encoding of values this library built itself: Map, array, string, integer, Uint8Array, boolean, null. */
export function encodeCbor(value: unknown): Uint8Array {
  return Uint8Array.from(encode(value, rfc8949EncodeOptions))
}

/**
 * Reads exactly one CBOR item. Refuses with `cbor.malformed` what is not well-formed or not deterministically encoded
 * (checked by encoding again), and with `cbor.too_deep` what nests deeper than `depthMax`.
 */
export function decodeCbor(bytes: Uint8Array, depthMax: number = CBOR_DEPTH_MAX): Result<unknown> {
  const tokenizer = new BoundedTokenizer(bytes, depthMax)
  try {
    const value: unknown = decode(bytes, { ...DECODE_OPTIONS, tokenizer })
    return equalBytes(encodeCbor(value), bytes) ? accept(value) : refuse('cbor.malformed')
  } catch {
    return refuse(tokenizer.tooDeep ? 'cbor.too_deep' : 'cbor.malformed')
  }
}

const ARRAY = 4
const MAP = 5

/** Counts open arrays and maps (tags are refused anyway) while cborg reads, and stops before recursion could hurt. */
class BoundedTokenizer extends Tokenizer {
  tooDeep = false
  private readonly left: number[] = []
  private readonly depthMax: number

  constructor(bytes: Uint8Array, depthMax: number) {
    super(bytes, DECODE_OPTIONS)
    this.depthMax = depthMax
  }

  override next() {
    const token = super.next()
    while (this.left.at(-1) === 0) this.left.pop()
    if (this.left.length > 0) this.left.push(this.left.pop()! - 1)
    const { major } = token.type
    if (major !== ARRAY && major !== MAP) return token
    this.left.push(Number(token.value) * (major === MAP ? 2 : 1))
    this.tooDeep = this.left.length > this.depthMax
    if (this.tooDeep) throw new RangeError('too deep')
    return token
  }
}
