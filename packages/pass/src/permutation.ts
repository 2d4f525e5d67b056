// Where a resident stands in an epoch's list: a keyed permutation of serial numbers, so that nothing is stored per pass and places of
// different epochs cannot be connected without the key. See docs/spec/permutation.md for the construction and its reasons.
import { asciiBytes, concatBytes } from './bytes.ts'
import { hmacSha256 } from './crypto/sha256.ts'
import { CAPACITY_MAX } from './limits.ts'

/** A bijection of [0, capacity). Both directions throw a RangeError outside it: serial numbers come from the caller's own store. */
export interface Permutation {
  readonly capacity: number
  indexOf(serial: number): number
  serialOf(index: number): number
}

/** Rounds of the Feistel network: as many as NIST SP 800-38G gives FF1, which has the same shape. */
export const PERMUTATION_ROUNDS = 10

const WORDS_PER_DIGEST = 8
const ROUND_LABEL = asciiBytes('Evergate permutation 1')
const KEY_LABEL = asciiBytes('Evergate epoch key 1')

/**
 * Makes the permutation of [0, capacity) under an epoch key of at least 16 bytes, capacity 1 to CAPACITY_MAX; throws a RangeError
 * otherwise. Round function values are computed on first use and kept (at most 10 × 4 × sqrt(capacity) bytes each way), so hold on to
 * the object when placing many: then one place costs about 0.2 µs.
 */
export function createPermutation(key: Uint8Array, capacity: number): Permutation {
  if (key.length < 16) throw new RangeError('epoch key shorter than 16 bytes')
  if (!Number.isInteger(capacity) || capacity < 1 || capacity > CAPACITY_MAX) throw new RangeError('capacity out of range')
  const network = new FeistelNetwork(key, capacity)
  const walk = (from: number, step: (value: number) => number) => {
    if (!Number.isInteger(from) || from < 0 || from >= capacity) throw new RangeError('outside the permutation')
    let value = step(from)
    while (value >= capacity) value = step(value) // cycle walking: rows × columns exceeds the capacity by less than one row
    return value
  }
  return {
    capacity,
    indexOf: (serial) => walk(serial, (value) => network.forward(value)),
    serialOf: (index) => walk(index, (value) => network.backward(value)),
  }
}

/** The place of one serial number. For many, use `createPermutation`. */
export function permute(key: Uint8Array, capacity: number, serial: number): number {
  return createPermutation(key, capacity).indexOf(serial)
}

/** The serial number at one place: the inverse of `permute`. */
export function unpermute(key: Uint8Array, capacity: number, index: number): number {
  return createPermutation(key, capacity).serialOf(index)
}

/** The key of one epoch of one list family, 32 bytes, from a master key that never leaves the issuer (HMAC-SHA-256 as in RFC 5869 expansion). */
export function deriveEpochKey(master: Uint8Array, family: number, epoch: number): Uint8Array {
  return hmacSha256(master, concatBytes(KEY_LABEL, uint32(family), uint32(epoch)))
}

/** Numbers below rows × columns as (row, column); rounds add a keyed function of one to the other, in turn. */
class FeistelNetwork {
  private readonly rows: number
  private readonly columns: number
  private readonly tables: readonly RoundTable[]

  constructor(key: Uint8Array, capacity: number) {
    this.columns = Math.ceil(Math.sqrt(capacity))
    this.rows = Math.ceil(capacity / this.columns)
    this.tables = Array.from({ length: PERMUTATION_ROUNDS }, (_, round) => {
      const [from, to] = round % 2 === 0 ? [this.columns, this.rows] : [this.rows, this.columns]
      return new RoundTable(concatBytes(ROUND_LABEL, uint32(capacity), uint32(round)), key, from, to)
    })
  }

  forward(value: number): number {
    let row = Math.floor(value / this.columns)
    let column = value % this.columns
    for (let round = 0; round < PERMUTATION_ROUNDS; round++) {
      if (round % 2 === 0) row = (row + this.tables[round]!.at(column)) % this.rows
      else column = (column + this.tables[round]!.at(row)) % this.columns
    }
    return row * this.columns + column
  }

  backward(value: number): number {
    let row = Math.floor(value / this.columns)
    let column = value % this.columns
    for (let round = PERMUTATION_ROUNDS - 1; round >= 0; round--) {
      if (round % 2 === 0) row = (row + this.rows - this.tables[round]!.at(column)) % this.rows
      else column = (column + this.columns - this.tables[round]!.at(row)) % this.columns
    }
    return row * this.columns + column
  }
}

/** One round's function from [0, from) to [0, to): 32-bit words of HMAC-SHA-256(key, label || block number), modulo `to`. */
class RoundTable {
  private readonly values: Int32Array
  private readonly label: Uint8Array
  private readonly key: Uint8Array
  private readonly to: number

  constructor(label: Uint8Array, key: Uint8Array, from: number, to: number) {
    this.values = new Int32Array(from).fill(-1)
    this.label = label
    this.key = key
    this.to = to
  }

  at(input: number): number {
    const known = this.values[input]!
    if (known >= 0) return known
    const block = Math.floor(input / WORDS_PER_DIGEST)
    const digest = new DataView(hmacSha256(this.key, concatBytes(this.label, uint32(block))).buffer)
    for (let word = 0; word < WORDS_PER_DIGEST; word++) {
      const slot = block * WORDS_PER_DIGEST + word
      if (slot < this.values.length) this.values[slot] = digest.getUint32(word * 4) % this.to
    }
    return this.values[input]!
  }
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}
