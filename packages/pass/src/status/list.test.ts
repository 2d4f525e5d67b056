// Goal: entries where the draft says they are, and no list that blows up when inflated.
// Method: the draft's own vectors, random writes against a plain array, and zip bombs.

import { decode } from 'cborg'
import fc from 'fast-check'
import { zlibSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { fromHex } from '../bytes.ts'
import { SHARD_ENTRIES } from '../limits.ts'
import { must } from '../testing/demo-region.ts'
import { statusListVectors } from '../testing/outside-vectors.ts'
import type { StatusValue } from './colour.ts'
import { createStatusBits, deflateBits, getStatus, inflateBits, setStatus, shardCount, shardEntries, shardOf } from './list.ts'
import { statusListFromWire, statusListToWire } from './status-list-claim.ts'

test.skipIf(statusListVectors.length > 0)(
  'NOTICE: ../shared/vectors/status-list is absent, the outside status lists were not read',
  ({ skip }) => skip(),
)

describe.runIf(statusListVectors.length > 0)('draft-ietf-oauth-status-list, test vectors', () => {
  test('both are there', () => expect(statusListVectors).toHaveLength(2))

  test.each(statusListVectors)('$bits bits: every one of $entries entries', ({ bits, entries, set, cbor_hex }) => {
    // Not by decodeCbor: the draft writes its map in another order than the deterministic one.
    const claim: unknown = decode(fromHex(cbor_hex), { useMaps: true })
    const list = must(statusListFromWire(claim, (entries * bits) / 8))
    expect(list.bits).toBe(bits)
    expect(list.packed).toHaveLength((entries * bits) / 8)
    for (let index = 0; index < entries; index++) {
      const expected = set[index] ?? 0
      const own = bits === 2 ? getStatus(list.packed, index) : (list.packed[index >> 3]! >> (index & 7)) & 1
      if (own !== expected) expect.fail(`entry ${index} is ${own}, not ${expected}`)
    }
  })
})

test('entries are what was last written', () => {
  const writes = fc.array(fc.tuple(fc.nat({ max: 99 }), fc.constantFrom<StatusValue>(0, 1, 2, 3)))
  fc.assert(
    fc.property(writes, (entries) => {
      const bits = createStatusBits(100)
      const plain = new Array<StatusValue>(100).fill(0)
      for (const [offset, status] of entries) {
        setStatus(bits, offset, status)
        plain[offset] = status
      }
      const wire = statusListFromWire(statusListToWire(bits, 2), 25)
      expect(plain.map((_, offset) => getStatus(must(wire).packed, offset))).toEqual(plain)
    }),
  )
})

test('outside the list there is no entry', () => {
  expect(getStatus(createStatusBits(4), 4)).toBeNull()
})

test('shards cover the list, each place once', () => {
  expect(shardCount(12_952_907)).toBe(99)
  expect(shardEntries(12_952_907, 0)).toBe(SHARD_ENTRIES)
  expect(shardEntries(12_952_907, 98)).toBe(12_952_907 - 98 * SHARD_ENTRIES)
  expect(shardEntries(12_952_907, 99)).toBe(0)
  expect(shardOf(SHARD_ENTRIES - 1)).toEqual({ shard: 0, offset: SHARD_ENTRIES - 1 })
  expect(shardOf(SHARD_ENTRIES)).toEqual({ shard: 1, offset: 0 })
})

test('a zip bomb is refused after the limit, not after inflating it', () => {
  const bomb = zlibSync(new Uint8Array(16 * 1024 * 1024), { level: 6 })
  const fastest = (bytesMax: number) =>
    Math.min(
      ...Array.from({ length: 3 }, () => {
        const started = performance.now()
        expect(inflateBits(bomb, bytesMax).ok).toBe(bytesMax > 32_768)
        return performance.now() - started
      }),
    )
  // As a ratio on the same machine: refusing must cost a small part of inflating.
  expect(fastest(32_768)).toBeLessThan(fastest(16 * 1024 * 1024) / 4)
  expect(inflateBits(bomb, 32_768)).toEqual({ ok: false, reason: 'status_list.too_large' })
  expect(inflateBits(deflateBits(new Uint8Array(32_769)), 32_768)).toEqual({ ok: false, reason: 'status_list.too_large' })
  expect(inflateBits(deflateBits(new Uint8Array(32_768)), 32_768)).toMatchObject({ ok: true })
})

test('bytes that are no zlib stream, or a cut one, are refused', () => {
  const good = deflateBits(Uint8Array.from({ length: 2_000 }, (_, i) => (i * i) % 251))
  for (let length = 0; length < good.length; length++) {
    expect(inflateBits(good.subarray(0, length), 32_768), `cut at ${length}`).toMatchObject({ ok: false })
  }
  for (let bit = 1; bit <= 32; bit++) {
    const wrong = good.map((byte, i) => (i === good.length - Math.ceil(bit / 8) ? byte ^ (1 << (bit % 8)) : byte))
    expect(inflateBits(wrong, 32_768), 'a wrong checksum').toEqual({ ok: false, reason: 'status_list.malformed' })
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(inflateBits(bytes, 1_000).ok).toBeTypeOf('boolean')
    }),
  )
})

test.each([
  null,
  [],
  new Map(),
  new Map<string, unknown>([
    ['bits', 3],
    ['lst', new Uint8Array(9)],
  ]),
  new Map<string, unknown>([
    ['bits', 2],
    ['lst', 'text'],
  ]),
  new Map<string, unknown>([
    ['bits', 2],
    ['lst', new Uint8Array()],
  ]),
])('a claim that is none is refused: %j', (claim) => {
  expect(statusListFromWire(claim, 1_000)).toEqual({ ok: false, reason: 'status_list.malformed' })
})
