// SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104), synchronous: WebCrypto's digests are asynchronous, and a permutation
// or a key id is needed in the middle of pure functions. Not for secrets that an attacker may time on the same machine.
import { concatBytes } from '../bytes.ts'

const BLOCK_BYTES = 64
const ROUND_CONSTANTS = Int32Array.from(firstPrimes(64), (prime) => fractionBits(prime, 3n))
const INITIAL_STATE = Int32Array.from(firstPrimes(8), (prime) => fractionBits(prime, 2n))

// Written anew by every digest: making arrays costs as much as a block. Nothing here waits, so nobody comes in between.
const state = new Int32Array(8)
const schedule = new Int32Array(64)
const tail = new Uint8Array(2 * BLOCK_BYTES)
const tailView = new DataView(tail.buffer)

/** SHA-256 digest of the bytes: 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  state.set(INITIAL_STATE)
  const whole = bytes.length - (bytes.length % BLOCK_BYTES)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = 0; at < whole; at += BLOCK_BYTES) compress(view, at)
  const left = bytes.length - whole
  const tailBytes = left + 9 > BLOCK_BYTES ? 2 * BLOCK_BYTES : BLOCK_BYTES
  tail.fill(0)
  for (let i = 0; i < left; i++) tail[i] = bytes[whole + i]!
  tail[left] = 0x80
  tailView.setUint32(tailBytes - 8, Math.floor(bytes.length / 0x2000_0000))
  tailView.setUint32(tailBytes - 4, bytes.length * 8)
  for (let at = 0; at < tailBytes; at += BLOCK_BYTES) compress(tailView, at)
  const digest = new Uint8Array(32)
  for (let i = 0; i < 32; i++) digest[i] = state[i >> 2]! >>> (24 - 8 * (i & 3))
  return digest
}

/** HMAC-SHA-256 (RFC 2104): 32 bytes. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES)
  block.set(key.length > BLOCK_BYTES ? sha256(key) : key)
  const inner = sha256(
    concatBytes(
      block.map((byte) => byte ^ 0x36),
      message,
    ),
  )
  return sha256(
    concatBytes(
      block.map((byte) => byte ^ 0x5c),
      inner,
    ),
  )
}

// Signed words, cut to 32 bits after every sum: so they stay integers in JavaScript engines and never become doubles. A block takes 0.3 µs instead of 0.9.
function compress(view: DataView, at: number): void {
  for (let i = 0; i < 16; i++) schedule[i] = view.getInt32(at + i * 4)
  for (let i = 16; i < 64; i++) {
    const w15 = schedule[i - 15]!
    const w2 = schedule[i - 2]!
    const s0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3)
    const s1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10)
    schedule[i] = ((schedule[i - 16]! + s0) | 0) + ((schedule[i - 7]! + s1) | 0)
  }
  let a = state[0]!
  let b = state[1]!
  let c = state[2]!
  let d = state[3]!
  let e = state[4]!
  let f = state[5]!
  let g = state[6]!
  let h = state[7]!
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const chosen = (((h + s1) | 0) + ((e & f) ^ (~e & g))) | 0
    const t1 = (((chosen + ROUND_CONSTANTS[i]!) | 0) + schedule[i]!) | 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  state[0]! += a
  state[1]! += b
  state[2]! += c
  state[3]! += d
  state[4]! += e
  state[5]! += f
  state[6]! += g
  state[7]! += h
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits))
}

function firstPrimes(count: number): number[] {
  const primes: number[] = []
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  return primes
}

/** The first 32 bits of the fractional part of the square (2n) or cube (3n) root: how FIPS 180-4 defines its constants. */
function fractionBits(prime: number, root: bigint): number {
  const scaled = BigInt(prime) << (32n * root)
  let low = 0n
  let high = 1n << 40n
  while (high - low > 1n) {
    const middle = (low + high) / 2n
    if (middle ** root <= scaled) low = middle
    else high = middle
  }
  return Number(low & 0xffff_ffffn)
}
