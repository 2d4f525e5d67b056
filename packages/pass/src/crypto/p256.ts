// The curve P-256 (NIST SP 800-186 section 3.2.1.3) as far as reading a compressed point needs it. No signing, no secrets.
import { concatBytes } from '../bytes.ts'

const P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn

/**
 * The y coordinate of a SEC1 compressed point (SEC1 section 2.3.4), 32 bytes; null when the bytes are no point of the curve.
 * Costs one square root modulo p, about 0.1 ms.
 */
export function decompressY(point: Uint8Array): Uint8Array | null {
  if (point.length !== 33 || (point[0] !== 2 && point[0] !== 3)) return null
  const x = toInteger(point.subarray(1))
  if (x >= P) return null
  const square = (x * x * x - 3n * x + B) % P
  const root = squareRoot(square < 0n ? square + P : square)
  if (root === null) return null
  const odd = (root & 1n) === 1n
  return fromInteger(odd === (point[0] === 3) ? root : P - root)
}

/** The compressed form of a point given by its coordinates (32 bytes each); null when it is not on the curve. */
export function compressPoint(x: Uint8Array, y: Uint8Array): Uint8Array | null {
  if (x.length !== 32 || y.length !== 32) return null
  const point = concatBytes(Uint8Array.of(2 + (y[31]! & 1)), x)
  const own = decompressY(point)
  return own?.every((byte, i) => byte === y[i]) ? point : null
}

/** The square root modulo p by p ≡ 3 (mod 4): a^((p+1)/4), with (p+1)/4 = 2^254 - 2^222 + 2^190 + 2^94. */
function squareRoot(a: bigint): bigint | null {
  let ones = a
  for (let have = 1n; have < 32n; have *= 2n) ones = (raise(ones, have) * ones) % P // a^(2^32 - 1)
  let root = (raise(ones, 32n) * a) % P // exponent 2^64 - 2^32 + 1
  root = (raise(root, 96n) * a) % P // exponent 2^160 - 2^128 + 2^96 + 1
  root = raise(root, 94n)
  return (root * root) % P === a ? root : null
}

/** a^(2^times) */
function raise(a: bigint, times: bigint): bigint {
  let value = a
  for (let i = 0n; i < times; i++) value = (value * value) % P
  return value
}

function toInteger(bytes: Uint8Array): bigint {
  let value = 0n
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = 0; at < bytes.length; at += 8) value = (value << 64n) | view.getBigUint64(at)
  return value
}

function fromInteger(value: bigint): Uint8Array {
  const bytes = new Uint8Array(32)
  const view = new DataView(bytes.buffer)
  for (let word = 0; word < 4; word++) view.setBigUint64(24 - word * 8, BigInt.asUintN(64, value >> BigInt(64 * word)))
  return bytes
}
