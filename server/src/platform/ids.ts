/**
 * Chance as an input. The only file of the server that makes random values: record ids, secrets and one-time codes; and ids that follow from what they name.
 */
import { createHash, randomBytes, randomInt } from 'node:crypto'
import type { Clock } from './clock.ts'

/** A source of random values. */
export interface Ids {
  /** A new UUIDv7 (RFC 9562 section 5.7): time-ordered, so that new rows land at the end of an index. */
  uuid(): string
  /** A secret of `bytes` random bytes, base64url without padding. */
  secret(bytes: number): string
  /** A decimal one-time code of `digits` digits, uniformly chosen. */
  code(digits: number): string
  /** `length` letters and digits without look-alikes (no 0 O 1 I L), for secrets that people type. */
  typed(length: number): string
}

const typedAlphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

/** Ids from the operating system's random source and the given clock. */
export function createIds(clock: Clock): Ids {
  return {
    uuid: () => uuidv7(clock.now().getTime(), randomBytes(10)),
    secret: (bytes) => randomBytes(bytes).toString('base64url'),
    code: (digits) =>
      randomInt(0, 10 ** digits)
        .toString()
        .padStart(digits, '0'),
    typed: (length) => Array.from({ length }, () => typedAlphabet[randomInt(typedAlphabet.length)]).join(''),
  }
}

/** A UUIDv7 of 48 bits of Unix milliseconds and 74 bits of the ten `random` bytes (RFC 9562 section 5.7). */
export function uuidv7(unixMs: number, random: Uint8Array): string {
  const bytes = Buffer.alloc(16)
  bytes.writeUIntBE(unixMs, 0, 6)
  bytes.set(random.subarray(0, 10), 6)
  return asUuid(bytes, 7)
}

/** A UUIDv8 (RFC 9562 section 5.8) of the SHA-256 of `text`: the same text gives the same id, on every server and every time. */
export function uuidFrom(text: string): string {
  return asUuid(createHash('sha256').update(text, 'utf8').digest().subarray(0, 16), 8)
}

function asUuid(bytes: Buffer, version: 7 | 8): string {
  bytes[6] = (version << 4) | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
