/**
 * Ids of made-up people and things: UUIDv7 (RFC 9562 section 5.7 with the counter of section 6.2) in the order of their numbers, so that rows that lie
 * together are found together; and the same for the same seed and moment, so that whoever knows these can name anybody.
 */
import { seededBits } from './seeded-chance.ts'

/** What an id is of. */
export const idPurpose = { resident: 10, device: 11, workplace: 12 } as const

const perMillisecond = 4_096

/** The 16 bytes of the id of this number, from 0 to below `count`; all lie before `untilMs`. */
export function idBytes(seed: number, untilMs: number, count: number, purpose: number, number: number): Buffer {
  const bytes = Buffer.allocUnsafe(16)
  bytes.writeUIntBE(untilMs - Math.ceil(count / perMillisecond) + Math.floor(number / perMillisecond), 0, 6)
  bytes.writeUInt16BE(0x7000 | (number % perMillisecond), 6)
  bytes.writeUInt32BE(0x8000_0000 + (seededBits(seed, number, purpose) >>> 2), 8)
  bytes.writeUInt32BE(seededBits(seed, number, purpose + 100), 12)
  return bytes
}

/** The text of 16 bytes as a uuid. */
export function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
