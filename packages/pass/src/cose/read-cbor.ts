// Reads CBOR (RFC 8949) that is in its deterministic encoding (section 4.2) and nothing else: shortest heads, no indefinite lengths, map keys
// strictly ascending by their bytes. Reading in one pass costs a sixth of reading, writing again and comparing (measured on a pass).
import { readUtf8 } from './utf8.ts'
import { compareBytes } from './write-cbor.ts'

/** Why bytes were not read. */
export type CborFault = 'cbor.malformed' | 'cbor.too_deep'

/**
 * Reads exactly one item of bytes that anybody may have made. Integers, byte and text strings, arrays, maps (as Map), true, false, null. Byte strings are
 * copies, or with `views` parts of the bytes themselves, which then nobody may change.
 */
export function readCbor(bytes: Uint8Array, depthMax: number, views: boolean): { readonly value: unknown } | CborFault {
  const reader = new Reader(bytes, depthMax, views)
  const value = reader.item(0)
  return reader.fault ?? (reader.ended() ? { value } : 'cbor.malformed')
}

class Reader {
  fault: CborFault | undefined
  private at = 0
  private readonly bytes: Uint8Array
  private readonly depthMax: number
  private readonly views: boolean

  constructor(bytes: Uint8Array, depthMax: number, views: boolean) {
    this.bytes = bytes
    this.depthMax = depthMax
    this.views = views
  }

  ended(): boolean {
    return this.at === this.bytes.length
  }

  /** The next item; undefined once there is a fault. */
  item(depth: number): unknown {
    const initial = this.bytes[this.at++]
    if (initial === undefined) return this.fail('cbor.malformed')
    const major = initial >> 5
    if (major === 7) return this.simple(initial)
    const argument = this.argument(initial & 31)
    if (this.fault !== undefined) return undefined
    switch (major) {
      case 0:
        return argument
      case 1:
        return argument < Number.MAX_SAFE_INTEGER ? -1 - argument : this.fail('cbor.malformed')
      case 2:
        return this.take(argument) ? this.part(this.at - argument) : undefined
      case 3:
        return this.take(argument) ? (readUtf8(this.bytes, this.at - argument, this.at) ?? this.fail('cbor.malformed')) : undefined
      case 4:
        return this.array(argument, depth + 1)
      case 5:
        return this.map(argument, depth + 1)
      default:
        return this.fail('cbor.malformed') // a tag
    }
  }

  private part(from: number): Uint8Array {
    return this.views ? this.bytes.subarray(from, this.at) : this.bytes.slice(from, this.at)
  }

  private simple(initial: number): unknown {
    if (initial === 0xf5) return true
    if (initial === 0xf4) return false
    return initial === 0xf6 ? null : this.fail('cbor.malformed')
  }

  /** The argument of a head: below 24 in it, otherwise in 1, 2, 4 or 8 bytes that must all be needed. */
  private argument(info: number): number {
    if (info < 24) return info
    const size = info < 28 ? 1 << (info - 24) : 0
    if (size === 0 || !this.take(size)) return this.fail('cbor.malformed') ?? 0
    let value = 0
    for (let i = this.at - size; i < this.at; i++) value = value * 256 + this.bytes[i]!
    const needed = size === 1 ? value >= 24 : value >= 2 ** (size * 4)
    return needed && value <= Number.MAX_SAFE_INTEGER ? value : (this.fail('cbor.malformed') ?? 0)
  }

  private array(length: number, depth: number): unknown {
    if (!this.opens(length, depth)) return undefined
    const items: unknown[] = []
    for (let i = 0; i < length && this.fault === undefined; i++) items.push(this.item(depth))
    return items
  }

  private map(size: number, depth: number): unknown {
    if (!this.opens(size * 2, depth)) return undefined
    const map = new Map<unknown, unknown>()
    let former = this.bytes.subarray(0, 0)
    for (let i = 0; i < size; i++) {
      const from = this.at
      const key = this.item(depth)
      const keyBytes = this.bytes.subarray(from, this.at)
      if (this.fault === undefined && compareBytes(former, keyBytes) >= 0) this.fail('cbor.malformed')
      former = keyBytes
      const value = this.item(depth)
      if (this.fault !== undefined) return undefined
      map.set(key, value)
    }
    return map
  }

  /** Every item has a byte at least: a length that cannot be is refused before anything is made for it. */
  private opens(items: number, depth: number): boolean {
    if (depth > this.depthMax) this.fail('cbor.too_deep')
    else if (items > this.bytes.length - this.at) this.fail('cbor.malformed')
    return this.fault === undefined
  }

  private take(length: number): boolean {
    if (length > this.bytes.length - this.at) this.fail('cbor.malformed')
    else this.at += length
    return this.fault === undefined
  }

  private fail(fault: CborFault): undefined {
    this.fault ??= fault
    return undefined
  }
}
