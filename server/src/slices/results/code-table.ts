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

const entriesInPage = 4_096
const bucketsAtFirst = 1_024

interface Page {
  readonly keys: Uint32Array
  readonly values: Uint32Array
  /** Entry + 1 of the next one in the same bucket. */
  readonly next: Uint32Array
}

/** An empty table of at most `entriesMax` entries. Memory is taken page by page, and nothing is ever copied but the list of buckets. */
export function createCodeTable(entriesMax: number, valueWords: number): CodeTable {
  const pages: Page[] = []
  let heads = new Uint32Array(bucketsAtFirst)
  let size = 0
  const pageOf = (entry: number): Page => pages[Math.floor(entry / entriesInPage)]!
  const link = (entry: number, bucket: number): void => {
    pageOf(entry).next[entry % entriesInPage] = heads[bucket]!
    heads[bucket] = entry + 1
  }
  const grow = (): void => {
    heads = new Uint32Array(heads.length * 2)
    for (let entry = 0; entry < size; entry++) link(entry, bucketOf(pageOf(entry).keys, (entry % entriesInPage) * keyWords, heads.length))
  }
  const find = (key: Key): number => {
    for (let entry = heads[bucketOf(key, 0, heads.length)]! - 1; entry >= 0; ) {
      const { keys, next } = pageOf(entry)
      const at = (entry % entriesInPage) * keyWords
      if (keys[at] === key[0] && keys[at + 1] === key[1] && keys[at + 2] === key[2] && keys[at + 3] === key[3]) return entry
      entry = next[entry % entriesInPage]! - 1
    }
    return -1
  }
  const add = (key: Key): number => {
    const known = find(key)
    if (known >= 0 || size === entriesMax) return known
    if (size % entriesInPage === 0) pages.push(newPage(valueWords))
    pageOf(size).keys.set(key, (size % entriesInPage) * keyWords)
    size += 1
    if (size > heads.length) grow()
    else link(size - 1, bucketOf(key, 0, heads.length))
    return size - 1
  }
  return {
    get size() {
      return size
    },
    find,
    add,
    values: (entry) => {
      const at = (entry % entriesInPage) * valueWords
      return pageOf(entry).values.subarray(at, at + valueWords)
    },
  }
}

function newPage(valueWords: number): Page {
  const words = (count: number) => new Uint32Array(entriesInPage * count)
  return { keys: words(keyWords), values: words(valueWords), next: words(1) }
}

/** The bucket of the key at this place; `buckets` is a power of two. */
function bucketOf(words: ArrayLike<number>, at: number, buckets: number): number {
  let hash = 0
  for (let n = at; n < at + keyWords; n++) hash = Math.imul(hash ^ words[n]!, 0x9e3779b1) ^ (hash >>> 15)
  return ((hash ^ (hash >>> 13)) >>> 0) & (buckets - 1)
}
