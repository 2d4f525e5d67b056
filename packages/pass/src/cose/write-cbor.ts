// Writes CBOR (RFC 8949) in its deterministic encoding (section 4.2): shortest heads, map keys in the order of their bytes. Of values this
// library built itself only; anything else is a bug and throws a TypeError.
import { writeUtf8 } from './utf8.ts'

const START_BYTES = 1_024
const KEPT_BYTES_MAX = 65_536
const TRUE = 0xf5
const FALSE = 0xf4
const NULL = 0xf6

/** The one byte form of a Map, array, string, safe integer, Uint8Array, boolean or null. */
export function writeCbor(value: unknown): Uint8Array {
  const writer = idle.pop() ?? new Writer()
  const bytes = writer.encode(value)
  idle.push(writer)
  return bytes
}

// Writers and their buffers are kept for the next value (a map's keys are written by a second one): making them costs more than writing a pass.
const idle: Writer[] = []

class Writer {
  private buffer = new Uint8Array(START_BYTES)
  private length = 0

  encode(value: unknown): Uint8Array {
    this.length = 0
    this.write(value)
    const bytes = this.buffer.slice(0, this.length)
    if (this.buffer.length > KEPT_BYTES_MAX) this.buffer = new Uint8Array(START_BYTES)
    return bytes
  }

  private write(value: unknown): void {
    if (typeof value === 'number') this.integer(value)
    else if (typeof value === 'string') this.text(value)
    else if (value instanceof Uint8Array) this.byteString(value)
    else if (Array.isArray(value)) {
      this.head(4, value.length)
      for (const item of value) this.write(item)
    } else if (value instanceof Map) this.map(value)
    else if (value === null) this.byte(NULL)
    else if (typeof value === 'boolean') this.byte(value ? TRUE : FALSE)
    else throw new TypeError('not a value of this CBOR profile')
  }

  private integer(value: number): void {
    if (!Number.isSafeInteger(value)) throw new TypeError('not a safe integer')
    if (value >= 0) this.head(0, value)
    else this.head(1, -1 - value)
  }

  private text(value: string): void {
    const start = this.length
    this.room(value.length * 3 + 9)
    const bytes = writeUtf8(value, this.buffer, start + 9) // behind the longest head; moved up to the one it gets
    this.head(3, bytes)
    this.buffer.copyWithin(this.length, start + 9, start + 9 + bytes)
    this.length += bytes
  }

  private byteString(value: Uint8Array): void {
    this.head(2, value.length)
    this.room(value.length)
    this.buffer.set(value, this.length)
    this.length += value.length
  }

  private map(value: ReadonlyMap<unknown, unknown>): void {
    this.head(5, value.size)
    const entries = [...value].map(([key, inner]) => ({ key: writeCbor(key), inner }))
    entries.sort((a, b) => compareBytes(a.key, b.key))
    for (const { key, inner } of entries) {
      this.room(key.length)
      this.buffer.set(key, this.length)
      this.length += key.length
      this.write(inner)
    }
  }

  private head(major: number, argument: number): void {
    this.room(9)
    const kind = major << 5
    if (argument < 24) this.buffer[this.length++] = kind | argument
    else if (argument < 0x100) this.wide(kind | 24, argument, 1)
    else if (argument < 0x1_0000) this.wide(kind | 25, argument, 2)
    else if (argument < 0x1_0000_0000) this.wide(kind | 26, argument, 4)
    else this.wide(kind | 27, argument, 8)
  }

  private wide(initial: number, argument: number, bytes: number): void {
    this.buffer[this.length++] = initial
    let rest = argument
    for (let at = bytes - 1; at >= 0; at--) {
      this.buffer[this.length + at] = rest % 256
      rest = Math.floor(rest / 256)
    }
    this.length += bytes
  }

  private byte(value: number): void {
    this.room(1)
    this.buffer[this.length++] = value
  }

  private room(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return
    const wider = new Uint8Array(Math.max(this.buffer.length * 2, this.length + bytes))
    wider.set(this.buffer.subarray(0, this.length))
    this.buffer = wider
  }
}

/** Bytewise lexicographic order (RFC 8949 section 4.2.1): negative where a comes first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return a.length - b.length
}
