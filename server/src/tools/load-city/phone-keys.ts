/**
 * Device keys of made-up phones: real P-256 pairs (NIST SP 800-186 section 3.2.1.3), the private one k + number, so that any phone can be played later by
 * whoever knows the seed. Public keys come from additions of points, many at once with one inversion (Montgomery's trick): 5 us each where making a pair
 * costs 60. For made-up people only: who knows the seed has all keys.
 */
import { createECDH, createPrivateKey, hash } from 'node:crypto'

const p = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n
/** Below the order of the curve by 2^32: adding a person's number never passes it. */
const scalarsMax = 0xffffffff_00000000_ffffffff_ffffffff_bce6faad_a7179e84_f3b9cac2_fc632551n - (1n << 32n)

interface Point {
  readonly x: bigint
  readonly y: bigint
}

/** The keys of one seed. */
export interface PhoneKeys {
  /** Compressed points, 33 bytes each, of the phones `first + offset` for each offset; offsets are small. */
  publicKeys(first: number, offsets: readonly number[]): Buffer[]
  /** The private key of this phone as PKCS #8 DER in base64. */
  privateKey(number: number): string
}

export function createPhoneKeys(seed: number): PhoneKeys {
  const start = BigInt(`0x${hash('sha256', `evergate made-up phones ${seed}`)}`) % (scalarsMax - 1n)
  /** 1·G, 2·G, … */
  const multiples: Point[] = []
  const scalarOf = (number: number): Buffer => scalarBytes(start + BigInt(number) + 2n)
  return {
    publicKeys: (first, offsets) => {
      const steps = offsets.map((offset) => offset + 1)
      for (const step of steps) while (multiples.length < step) multiples.push(pointOf(scalarBytes(BigInt(multiples.length + 1))))
      return addToEach(
        pointOf(scalarOf(first - 1)),
        steps.map((step) => multiples[step - 1]!),
      )
    },
    privateKey: (number) => pkcs8Of(scalarOf(number)),
  }
}

/** `point` + each of the others, compressed. None of the others may be the point or its opposite. */
function addToEach(point: Point, others: readonly Point[]): Buffer[] {
  const before: bigint[] = []
  let product = 1n
  for (const other of others) {
    before.push(product)
    product = (product * (other.x - point.x)) % p
  }
  let inverse = invert(product)
  const sums: Buffer[] = new Array(others.length)
  for (let at = others.length - 1; at >= 0; at--) {
    const other = others[at]!
    const slope = ((other.y - point.y) * ((inverse * before[at]!) % p)) % p
    inverse = (inverse * (other.x - point.x)) % p
    const x = modulo(slope * slope - point.x - other.x)
    sums[at] = compressed(x, modulo(slope * (point.x - x) - point.y))
  }
  return sums
}

/** The inverse modulo p (extended Euclid). */
function invert(value: bigint): bigint {
  let [remainder, next] = [modulo(value), p]
  let [factor, nextFactor] = [1n, 0n]
  while (next !== 0n) {
    const quotient = remainder / next
    ;[remainder, next] = [next, remainder - quotient * next]
    ;[factor, nextFactor] = [nextFactor, factor - quotient * nextFactor]
  }
  return modulo(factor)
}

function modulo(value: bigint): bigint {
  const rest = value % p
  return rest < 0n ? rest + p : rest
}

function pointOf(scalar: Buffer): Point {
  const uncompressed = keyOf(scalar).getPublicKey('hex')
  return { x: BigInt(`0x${uncompressed.slice(2, 66)}`), y: BigInt(`0x${uncompressed.slice(66)}`) }
}

function keyOf(scalar: Buffer) {
  const key = createECDH('prime256v1')
  key.setPrivateKey(scalar)
  return key
}

function pkcs8Of(scalar: Buffer): string {
  const point = keyOf(scalar).getPublicKey()
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((bytes) => bytes.toString('base64url'))
  const jwk = { kty: 'EC', crv: 'P-256', d: scalar.toString('base64url'), x: x!, y: y! }
  return createPrivateKey({ key: jwk, format: 'jwk' }).export({ type: 'pkcs8', format: 'der' }).toString('base64')
}

function scalarBytes(scalar: bigint): Buffer {
  return Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex')
}

function compressed(x: bigint, y: bigint): Buffer {
  const bytes = Buffer.allocUnsafe(33)
  bytes[0] = 2 + Number(y & 1n)
  for (let word = 0; word < 4; word++) bytes.writeBigUInt64BE(BigInt.asUintN(64, x >> BigInt(64 * (3 - word))), 1 + 8 * word)
  return bytes
}
