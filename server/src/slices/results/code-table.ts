/**
 * A table of up to a million codes in plain numbers: some 35 bytes an entry, where a Map of texts needs 150. Exact, nothing is left to chance for tube
 * codes; other texts are kept by 128 bits of their hash. It only grows; it is dropped with the file it was made for.
 */
import { createHash } from 'node:crypto'

const keyWords = 4
const codeLengthMax = 24
/** Base 38 leaves 0 for "no more characters": six characters fit into 32 bits. */
const alphabet = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const digits = new Uint8Array(128)
for (let at = 0; at < alphabet.length; at++) digits[alphabet.charCodeAt(at)] = at + 1

export type Key = readonly [number, number, number, number]

/** A tube code (24 characters of A-Z, 0-9 and hyphen at most) as four numbers, each code another. */
export function packCode(code: string): Key {
  const words: [number, number, number, number] = [0, 0, 0, 0]
  for (let at = 0; at < codeLengthMax; at++) {
    const word = Math.floor(at / 6)
    words[word] = words[word]! * 38 + (at < code.length ? digits[code.charCodeAt(at)]! : 0)
  }
  return words
}

/** The code that was packed. */
export function unpackCode(key: Key): string {
  let code = ''
  for (let word of key) {
    const six: string[] = []
    for (let n = 0; n < 6; n++) {
      if (word % 38 > 0) six.unshift(alphabet[(word % 38) - 1]!)
      word = Math.floor(word / 38)
    }
    code += six.join('')
  }
  return code
}

/** Any text as a key: 128 bits of its hash. */
export function hashKey(text: string): Key {
  const hash = createHash('sha256').update(text, 'utf8').digest()
  return [hash.readUInt32LE(0), hash.readUInt32LE(4), hash.readUInt32LE(8), hash.readUInt32LE(12)]
}

export interface CodeTable {
  /** The entry of this key, or -1. */
  find(key: Key): number
  /** The entry of this key, new where there was none; -1 where the table is full. */
  add(key: Key): number
  /** The numbers of an entry. */
  values(entry: number): Uint32Array
  readonly size: number
}

/** An empty table. Memory is taken as entries come, because the system hands out zeroed pages when they are first written. */
export function createCodeTable(entriesMax: number, valueWords: number): CodeTable {
  const buckets = 2 ** Math.ceil(Math.log2(entriesMax))
  const heads = new Uint32Array(buckets) // entry + 1
  const next = new Uint32Array(entriesMax)
  const keys = new Uint32Array(entriesMax * keyWords)
  const values = new Uint32Array(entriesMax * valueWords)
  let size = 0
  const bucketOf = (key: Key): number => {
    let hash = 0
    for (const word of key) hash = Math.imul(hash ^ word, 0x9e3779b1) ^ (hash >>> 15)
    return ((hash ^ (hash >>> 13)) >>> 0) & (buckets - 1)
  }
  const findIn = (bucket: number, key: Key): number => {
    for (let entry = heads[bucket]! - 1; entry >= 0; entry = next[entry]! - 1) {
      const at = entry * keyWords
      if (keys[at] === key[0] && keys[at + 1] === key[1] && keys[at + 2] === key[2] && keys[at + 3] === key[3]) return entry
    }
    return -1
  }
  return {
    get size() {
      return size
    },
    find: (key) => findIn(bucketOf(key), key),
    add: (key) => {
      const bucket = bucketOf(key)
      const known = findIn(bucket, key)
      if (known >= 0 || size === entriesMax) return known
      keys.set(key, size * keyWords)
      next[size] = heads[bucket]!
      size += 1
      heads[bucket] = size
      return size - 1
    },
    values: (entry) => values.subarray(entry * valueWords, (entry + 1) * valueWords),
  }
}
