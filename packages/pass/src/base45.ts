// Base45 (RFC 9285): bytes as the 45 characters of a QR code's alphanumeric mode. Refuses every text that no encoder would write.
import { accept, type Result, refuse } from './result.ts'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const VALUES = new Int8Array(128).fill(-1)
for (let i = 0; i < ALPHABET.length; i++) VALUES[ALPHABET.charCodeAt(i)] = i

/** Writes bytes as Base45 text: two bytes in three characters, a last single byte in two (RFC 9285 section 4). */
export function encodeBase45(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    const pair = bytes[i]! * 256 + bytes[i + 1]!
    text += ALPHABET[pair % 45]! + ALPHABET[Math.floor(pair / 45) % 45]! + ALPHABET[Math.floor(pair / 2025)]!
  }
  if (bytes.length % 2 === 1) {
    const last = bytes[bytes.length - 1]!
    text += ALPHABET[last % 45]! + ALPHABET[Math.floor(last / 45)]!
  }
  return text
}

/**
 * Reads Base45 text (RFC 9285 section 4). Refuses with `base45.invalid` a character outside the alphabet, a length no
 * encoder writes, and a group that stands for more than two bytes (or, at the end, one) can hold.
 */
export function decodeBase45(text: string): Result<Uint8Array> {
  if (text.length % 3 === 1) return refuse('base45.invalid')
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (text.length % 3 === 2 ? 1 : 0))
  const whole = text.length - (text.length % 3)
  let at = 0
  for (let i = 0; i < whole; i += 3) {
    const low = digitAt(text, i)
    const middle = digitAt(text, i + 1)
    const high = digitAt(text, i + 2)
    const group = low + middle * 45 + high * 2025
    if ((low | middle | high) < 0 || group > 0xffff) return refuse('base45.invalid')
    bytes[at++] = group >> 8
    bytes[at++] = group & 0xff
  }
  if (whole < text.length) {
    const [low, high] = [digitAt(text, whole), digitAt(text, whole + 1)]
    const group = low + high * 45
    if ((low | high) < 0 || group > 0xff) return refuse('base45.invalid')
    bytes[at] = group
  }
  return accept(bytes)
}

/** The value of a character, or -1 outside the alphabet. */
function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code < 128 ? VALUES[code]! : -1
}
