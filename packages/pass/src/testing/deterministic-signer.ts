// Keys and signatures that come out the same every time (RFC 6979), so that vectors can be made again byte for byte. For tests and vectors
// only: slow, and in no way safe against timing.
import { concatBytes, fromHex, toHex } from '../bytes.ts'
import { keyId, type PublicKey } from '../crypto/public-key.ts'
import { hmacSha256, sha256 } from '../crypto/sha256.ts'
import type { Signer } from '../crypto/signer.ts'

const P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const G: Point = {
  x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
}

interface Point {
  readonly x: bigint
  readonly y: bigint
}

/** A signer whose private key can be written into vectors. */
export interface DeterministicSigner extends Signer {
  readonly privateKey: Uint8Array
  readonly publicKey: PublicKey
}

/** A signer whose private key is SHA-256 of a label, reduced. */
export function signerOf(label: string): DeterministicSigner {
  const digest = sha256(Uint8Array.from(label, (char) => char.charCodeAt(0)))
  return signerFromPrivateKey(bytesOf((numberOf(digest) % (N - 1n)) + 1n))
}

/** A signer of a private key of 32 bytes. */
export function signerFromPrivateKey(privateKey: Uint8Array): DeterministicSigner {
  const d = numberOf(privateKey)
  const point = multiply(d, G)
  const publicKey = concatBytes(Uint8Array.of(2 + Number(point.y & 1n)), bytesOf(point.x))
  const kid = keyId(publicKey)
  if (!kid.ok) throw new Error('not a private key')
  return { privateKey, publicKey, kid: kid.value, sign: async (bytes) => sign(d, sha256(bytes)) }
}

/** RFC 6979 section 3.2 for P-256 and SHA-256, then ECDSA. */
function sign(d: bigint, digest: Uint8Array): Uint8Array {
  const z = numberOf(digest)
  const seed = concatBytes(bytesOf(d), bytesOf(z % N))
  let v: Uint8Array = new Uint8Array(32).fill(1)
  let k = hmacSha256(new Uint8Array(32), concatBytes(v, Uint8Array.of(0), seed))
  v = hmacSha256(k, v)
  k = hmacSha256(k, concatBytes(v, Uint8Array.of(1), seed))
  v = hmacSha256(k, v)
  for (;;) {
    v = hmacSha256(k, v)
    const nonce = numberOf(v)
    if (nonce > 0n && nonce < N) {
      const r = multiply(nonce, G).x % N
      const s = (inverse(nonce, N) * (z + r * d)) % N
      if (r !== 0n && s !== 0n) return concatBytes(bytesOf(r), bytesOf(s))
    }
    k = hmacSha256(k, concatBytes(v, Uint8Array.of(0)))
    v = hmacSha256(k, v)
  }
}

/** Double and add in Jacobian coordinates (a = -3): one inversion at the end. */
function multiply(scalar: bigint, point: Point): Point {
  let [x, y, z] = [0n, 1n, 0n]
  for (let bit = 255n; bit >= 0n; bit--) {
    ;[x, y, z] = double(x, y, z)
    if ((scalar >> bit) & 1n) [x, y, z] = add(x, y, z, point)
  }
  const zInverse = inverse(z, P)
  const square = modulo(zInverse * zInverse)
  return { x: modulo(x * square), y: modulo(y * square * zInverse) }
}

function double(x: bigint, y: bigint, z: bigint): [bigint, bigint, bigint] {
  if (z === 0n) return [x, y, z]
  const delta = modulo(z * z)
  const gamma = modulo(y * y)
  const beta = modulo(x * gamma)
  const alpha = modulo(3n * (x - delta) * (x + delta))
  const x3 = modulo(alpha * alpha - 8n * beta)
  return [x3, modulo(alpha * (4n * beta - x3) - 8n * gamma * gamma), modulo(2n * y * z)]
}

/** Adds an affine point; the two are never equal or opposite while multiplying the generator by less than its order. */
function add(x: bigint, y: bigint, z: bigint, point: Point): [bigint, bigint, bigint] {
  if (z === 0n) return [point.x, point.y, 1n]
  const zz = modulo(z * z)
  const h = modulo(point.x * zz - x)
  const r = modulo(point.y * zz * z - y)
  const hh = modulo(h * h)
  const hhh = modulo(hh * h)
  const v = modulo(x * hh)
  const x3 = modulo(r * r - hhh - 2n * v)
  return [x3, modulo(r * (v - x3) - y * hhh), modulo(z * h)]
}

function modulo(value: bigint): bigint {
  const rest = value % P
  return rest < 0n ? rest + P : rest
}

function inverse(value: bigint, prime: bigint): bigint {
  let [a, b, x, y] = [value % prime, prime, 1n, 0n]
  while (a > 1n) {
    const quotient = b / a
    ;[a, b, x, y] = [b - quotient * a, a, y - quotient * x, x]
  }
  return x < 0n ? x + prime : x
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(bytes)}`)
}

function bytesOf(value: bigint): Uint8Array {
  return fromHex(value.toString(16).padStart(64, '0'))
}
