// Goal: shards and the index come back as they were published, and nothing else reads as one.
// Method: round trips, one part out of range at a time, other types of signed files, and sizes at their limits.
import { describe, expect, test } from 'vitest'
import { CLAIM, TYP } from '../cose/claim-keys.ts'
import { issueDocument } from '../cose/document.ts'
import { encodeToken } from '../cose/token.ts'
import { sha256 } from '../crypto/sha256.ts'
import { CAPACITY_MAX, DOCUMENT_BYTES_MAX, LISTS_MAX, SHARD_ENTRIES, SHARD_TOKEN_BYTES_MAX } from '../limits.ts'
import { BASE_URL, daily, ISS, keyList, must, NOON, TODAY } from '../testing/demo-region.ts'
import { decodeStatusIndex, issueStatusIndex, type LiveList, type StatusIndex } from './index-file.ts'
import { createStatusBits, shardCount } from './list.ts'
import { decodeStatusShard, issueStatusShard, type StatusShard } from './shard.ts'
import { statusListToWire } from './status-list-claim.ts'

const SHARD: StatusShard = {
  iss: ISS,
  family: 1,
  epoch: TODAY,
  shard: 3,
  version: 17,
  baseUrl: BASE_URL,
  issuedAt: NOON,
  expiresAt: NOON + 1,
  ttlSeconds: 30,
  bits: Uint8Array.of(1, 2, 3),
}
const hash = sha256(new Uint8Array())
const LIST: LiveList = { family: 1, epoch: TODAY, capacity: 1_000, shards: [{ version: 1, issuedAt: NOON, sha256: hash }] }
const INDEX: StatusIndex = { iss: ISS, sequence: 5, issuedAt: NOON, expiresAt: NOON + 60, lists: [LIST] }

/** A list of that capacity with every shard live. */
function listOf(capacity: number, change: Partial<LiveList> = {}): LiveList {
  const shards = Array.from({ length: shardCount(capacity) }, () => ({ version: 1, issuedAt: NOON, sha256: hash }))
  return { ...LIST, capacity, shards, ...change }
}

describe('a shard', () => {
  test('comes back as it was published', async () => {
    const { token, ...shard } = must(decodeStatusShard(must(await issueStatusShard(SHARD, daily))))
    expect(shard).toEqual(SHARD)
    expect(token.claims.get(CLAIM.sub)).toBe(`${BASE_URL}/CN-6101/status/1/18988/3.17.cwt`)
  })

  test('of a full list that does not compress fits, and one byte more is refused', async () => {
    let state = 1
    const noise = createStatusBits(SHARD_ENTRIES).map(() => {
      state = (state * 48_271) % 2_147_483_647
      return state >> 8
    })
    const bytes = must(await issueStatusShard({ ...SHARD, bits: noise }, daily))
    expect(bytes.length).toBeLessThanOrEqual(SHARD_TOKEN_BYTES_MAX)
    expect(must(decodeStatusShard(bytes)).bits).toEqual(noise)
    expect(await issueStatusShard({ ...SHARD, bits: new Uint8Array(noise.length + 1) }, daily)).toMatchObject({ ok: false })
    expect(decodeStatusShard(new Uint8Array(SHARD_TOKEN_BYTES_MAX + 1))).toEqual({ ok: false, reason: 'token.too_large' })
  })

  test("takes the publisher's own deflate", async () => {
    let called = 0
    const deflate = (bytes: Uint8Array) => {
      called++
      return Uint8Array.from([...statusListToWire(bytes, 2).values()][1] as Uint8Array)
    }
    expect(must(decodeStatusShard(must(await issueStatusShard(SHARD, daily, deflate)))).bits).toEqual(SHARD.bits)
    expect(called).toBe(1)
  })

  test.each<[string, Partial<StatusShard>]>([
    ['an unsafe region', { iss: 'a/b' }],
    ['a shard beyond the largest list', { shard: shardCount(CAPACITY_MAX) }],
    ['version 0', { version: 0 }],
    ['half a second', { issuedAt: 0.5 }],
    ['no entries', { bits: new Uint8Array() }],
    ['a base URL too long', { baseUrl: `https://${'a'.repeat(300)}` }],
    ['a negative time to live', { ttlSeconds: -1 }],
  ])('with %s cannot be signed', async (_, change) => {
    expect(await issueStatusShard({ ...SHARD, ...change }, daily)).toEqual({ ok: false, reason: 'status_shard.malformed' })
  })

  const wire: [number, unknown][] = [
    [CLAIM.iss, ISS],
    [CLAIM.sub, `${BASE_URL}/${ISS}/status/1/18988/3.17.cwt`],
    [CLAIM.iat, NOON],
    [CLAIM.exp, NOON + 1],
    [CLAIM.ttl, 30],
    [CLAIM.statusList, statusListToWire(Uint8Array.of(1), 2)],
  ]
  test.each<[string, [number, unknown]]>([
    ['a sub of another region', [CLAIM.sub, `${BASE_URL}/CN-31/status/1/18988/3.17.cwt`]],
    ['a sub written otherwise', [CLAIM.sub, `${BASE_URL}/${ISS}/status/01/18988/3.17.cwt`]],
    ['a sub of something else', [CLAIM.sub, `${BASE_URL}/${ISS}/keys.cwt`]],
    ['a sub that is no text', [CLAIM.sub, 5]],
    ['no time', [CLAIM.iat, null]],
    ['one bit an entry', [CLAIM.statusList, statusListToWire(Uint8Array.of(1), 1)]],
    ['no list', [CLAIM.statusList, 5]],
  ])('with %s is refused', async (_, claim) => {
    const bytes = await encodeToken(new Map([...wire, claim]), daily, TYP.statusShard)
    expect(decodeStatusShard(bytes).ok).toBe(false)
    expect(decodeStatusShard(await encodeToken(new Map(wire), daily, TYP.statusShard)).ok).toBe(true)
  })

  test('a list that inflates beyond a shard is refused', async () => {
    const bomb = statusListToWire(new Uint8Array(1_000_000), 2)
    const bytes = await encodeToken(new Map([...wire, [CLAIM.statusList, bomb]]), daily, TYP.statusShard)
    expect(bytes.length).toBeLessThan(2_000)
    expect(decodeStatusShard(bytes)).toEqual({ ok: false, reason: 'status_list.too_large' })
  })
})

describe('an index', () => {
  test('comes back as it was published', async () => {
    const index = { ...INDEX, lists: [listOf(1_000), listOf(300_000, { epoch: TODAY + 1 })] }
    const { token, ...read } = must(decodeStatusIndex(must(await issueStatusIndex(index, daily))))
    expect(read).toEqual(index)
    expect(token.kid).toEqual(daily.kid)
  })

  test('of the largest list fits, and of a city is a few kilobytes', async () => {
    const largest = must(await issueStatusIndex({ ...INDEX, lists: [listOf(CAPACITY_MAX)] }, daily))
    expect(largest.length).toBeLessThan(DOCUMENT_BYTES_MAX)
    const city = { ...INDEX, lists: [listOf(12_952_907), listOf(12_952_907, { epoch: TODAY + 1 })] }
    expect(must(await issueStatusIndex(city, daily)).length).toBeLessThan(9_000)
  })

  test.each<[string, Partial<StatusIndex>]>([
    ['a capacity too large', { lists: [listOf(1_000, { capacity: CAPACITY_MAX + 1 })] }],
    ['a shard missing', { lists: [listOf(300_000, { shards: LIST.shards })] }],
    ['a shard too many', { lists: [listOf(1_000, { shards: [...LIST.shards, ...LIST.shards] })] }],
    ['a short hash', { lists: [listOf(1_000, { shards: [{ version: 1, issuedAt: NOON, sha256: hash.subarray(1) }] })] }],
    ['a list twice', { lists: [LIST, LIST] }],
    ['too many lists', { lists: Array.from({ length: LISTS_MAX + 1 }, (_, epoch) => ({ ...LIST, epoch })) }],
  ])('with %s cannot be signed and is not read', async (_, change) => {
    const index = { ...INDEX, ...change }
    expect(await issueStatusIndex(index, daily)).toEqual({ ok: false, reason: 'status_index.malformed' })
    const body = index.lists.map((list) => [list.family, list.epoch, list.capacity, list.shards.map(Object.values)])
    const bytes = must(await issueDocument({ ...INDEX, version: 1 }, body, TYP.statusIndex, daily))
    expect(decodeStatusIndex(bytes)).toEqual({ ok: false, reason: 'status_index.malformed' })
  })

  test.each<[string, Partial<StatusIndex>]>([
    ['sequence 0', { sequence: 0 }],
    ['an end before its beginning', { expiresAt: NOON }],
    ['an unsafe region', { iss: '..' }],
  ])('with %s cannot be signed', async (_, change) => {
    expect(await issueStatusIndex({ ...INDEX, ...change }, daily)).toEqual({ ok: false, reason: 'document.malformed' })
  })

  test('is nothing else, and nothing else is it', async () => {
    expect(decodeStatusIndex(await keyList())).toEqual({ ok: false, reason: 'token.wrong_type' })
    expect(decodeStatusIndex(must(await issueStatusShard(SHARD, daily)))).toEqual({ ok: false, reason: 'token.wrong_type' })
    expect(decodeStatusShard(must(await issueStatusIndex(INDEX, daily)))).toEqual({ ok: false, reason: 'token.wrong_type' })
    expect(decodeStatusIndex(new Uint8Array(DOCUMENT_BYTES_MAX + 1))).toEqual({ ok: false, reason: 'token.too_large' })
  })
})
