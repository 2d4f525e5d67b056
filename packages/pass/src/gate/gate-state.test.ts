// Goal: a gate takes in what its trust chain signed, once, and never goes backwards, whatever it is fed and in whatever order.
// Method: a region's files of several versions in every order, keys withdrawn, shards exchanged, every bit flipped.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FILE_CLOCK_SKEW_SECONDS, ROOT_KEYS_MAX } from '../limits.ts'
import { createStatusBits } from '../status/list.ts'
import { issueStatusShard } from '../status/shard.ts'
import {
  BASE_URL,
  CAPACITY,
  daily,
  deliver,
  ISS,
  keyList,
  must,
  NOON,
  openGate,
  PAPER_FAMILY,
  PHONE_FAMILY,
  policies,
  publish,
  region,
  root,
  stranger,
  TODAY,
  trustList,
} from '../testing/demo-region.ts'
import { signerOf } from '../testing/deterministic-signer.ts'
import { createGateState, type GateState } from './gate-state.ts'

const newGate = () => createGateState({ rootKeys: [root.publicKey] })
const NEW = { ok: true, changed: true }
const SAME = { ok: true, changed: false }
const refused = (reason: string) => ({ ok: false, reason })

test('files are accepted from the root down, and once', async () => {
  const gate = newGate()
  expect(await gate.acceptKeyList(await keyList(), NOON)).toEqual(refused('issuer.unknown_region'))
  expect(await gate.acceptTrustList(await trustList(), NOON)).toEqual(NEW)
  expect(gate.regions().map((each) => each.iss)).toEqual([ISS])
  expect(await gate.acceptStatusIndex((await publish(1)).index, NOON)).toEqual(refused('issuer.unknown_key'))
  expect(await gate.acceptKeyList(await keyList(), NOON)).toEqual(NEW)
  expect(await gate.acceptPolicies(await policies(), NOON)).toEqual(NEW)
  const published = await publish(1)
  expect(await gate.acceptStatusShard(published.shards[0]!, NOON)).toEqual(refused('status_shard.not_live'))
  expect(await gate.acceptStatusIndex(published.index, NOON)).toEqual(NEW)
  expect(gate.wantedShards(ISS).map((each) => each.path)).toEqual([
    `${ISS}/status/${PHONE_FAMILY}/${TODAY}/0.1.cwt`,
    `${ISS}/status/${PAPER_FAMILY}/632/0.1.cwt`,
  ])
  for (const shard of published.shards) expect(await gate.acceptStatusShard(shard, NOON)).toEqual(NEW)
  expect(gate.wantedShards(ISS)).toEqual([])
  expect(await gate.acceptTrustList(await trustList(), NOON)).toEqual(SAME)
  expect(await gate.acceptStatusShard(published.shards[0]!, NOON)).toEqual(SAME)
  expect(gate.files(ISS, NOON + 5).statusIndex).toEqual({ version: 1, issuedAt: NOON, ageSeconds: 5, expired: false })
})

const VERSIONED: [string, (gate: GateState, version: number) => Promise<unknown>][] = [
  ['trust list', async (gate, version) => gate.acceptTrustList(await trustList(version), NOON)],
  ['key list', async (gate, version) => gate.acceptKeyList(await keyList(version), NOON)],
  ['policies', async (gate, version) => gate.acceptPolicies(await policies(version), NOON)],
  ['status index', async (gate, version) => gate.acceptStatusIndex((await publish(version)).index, NOON)],
]

describe.each(VERSIONED)('%s', (_, acceptVersion) => {
  test('is never accepted older than any seen before, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 }), async (versions) => {
        const gate = await openGate()
        let seen = 1
        for (const version of versions) {
          const expected = version < seen ? refused('file.older_than_seen') : { ok: true, changed: version > seen }
          expect(await acceptVersion(gate, version)).toEqual(expected)
          seen = Math.max(seen, version)
        }
      }),
      { numRuns: 8 },
    )
  })

  test('of two versions accepted at once, the newer stays', async () => {
    const gate = await openGate()
    await Promise.all([acceptVersion(gate, 5), acceptVersion(gate, 4), acceptVersion(gate, 6), acceptVersion(gate, 2)])
    expect(await acceptVersion(gate, 5)).toEqual(refused('file.older_than_seen'))
    expect(await acceptVersion(gate, 6)).toEqual(SAME)
  })
})

test('two documents under one version: the first stays, the second is refused', async () => {
  const gate = await openGate()
  expect(await gate.acceptPolicies(await policies(1, { softAgeSeconds: 5 }), NOON)).toEqual(refused('file.version_conflict'))
  expect(await gate.acceptTrustList(await trustList(1, { baseUrl: 'https://elsewhere.example' }), NOON)).toEqual(
    refused('file.version_conflict'),
  )
})

describe('times', () => {
  test('a file from the future is refused, a little clock difference is not', async () => {
    const at = async (seconds: number) => newGate().acceptTrustList(await trustList(1, { issuedAt: NOON + seconds }), NOON)
    expect(await at(FILE_CLOCK_SKEW_SECONDS)).toEqual(NEW)
    expect(await at(FILE_CLOCK_SKEW_SECONDS + 1)).toEqual(refused('file.from_the_future'))
  })

  test('an expired file is refused', async () => {
    expect(await newGate().acceptTrustList(await trustList(), NOON + 30 * 86_400)).toEqual(refused('file.expired'))
  })

  test('a key outside its window does not count', async () => {
    const gate = newGate()
    await gate.acceptTrustList(await trustList(1, { issuedAt: NOON + 364 * 86_400 }), NOON + 364 * 86_400)
    expect(await gate.acceptKeyList(await keyList(), NOON + 366 * 86_400)).toEqual(refused('issuer.key_not_in_use'))
  })
})

describe('keys', () => {
  test("another root's trust list is refused", async () => {
    expect(await createGateState({ rootKeys: [stranger.publicKey] }).acceptTrustList(await trustList(), NOON)).toEqual(
      refused('issuer.unknown_key'),
    )
    expect(await createGateState({ rootKeys: [] }).acceptTrustList(await trustList(), NOON)).toEqual(refused('issuer.unknown_key'))
    expect(await createGateState({ rootKeys: [new Uint8Array(33)] }).acceptTrustList(await trustList(), NOON)).toEqual(
      refused('key.invalid'),
    )
  })

  test('a key list signed by anybody but a region key is refused', async () => {
    const gate = newGate()
    await gate.acceptTrustList(await trustList(), NOON)
    expect(await gate.acceptKeyList(await keyList(1, [daily.publicKey], stranger), NOON)).toEqual(refused('issuer.unknown_key'))
    expect(await gate.acceptKeyList(await keyList(1, [daily.publicKey], daily), NOON)).toEqual(refused('issuer.unknown_key'))
    const forged = { ...stranger, kid: region.kid }
    expect(await gate.acceptKeyList(await keyList(1, [daily.publicKey], forged), NOON)).toEqual(refused('signature.invalid'))
  })

  test('only so many root keys are looked at, each as good as the other', async () => {
    const others = Array.from({ length: ROOT_KEYS_MAX }, (_, i) => signerOf(`another root ${i}`).publicKey)
    const lastOf = (count: number) => createGateState({ rootKeys: [...others.slice(0, count), root.publicKey] })
    expect(await lastOf(ROOT_KEYS_MAX - 1).acceptTrustList(await trustList(), NOON)).toEqual(NEW)
    expect(await lastOf(ROOT_KEYS_MAX).acceptTrustList(await trustList(), NOON)).toEqual(refused('issuer.unknown_key'))
  })

  test('a list with a point off the curve is refused whole', async () => {
    const gate = newGate()
    const broken = Uint8Array.of(2, ...new Uint8Array(31), 1)
    expect(await gate.acceptTrustList(await trustList(1, { keys: [region.publicKey, broken] }), NOON)).toEqual(refused('key.invalid'))
    await gate.acceptTrustList(await trustList(), NOON)
    expect(await gate.acceptKeyList(await keyList(1, [broken]), NOON)).toEqual(refused('key.invalid'))
    expect(await gate.acceptKeyList(await keyList(1, [daily.publicKey, daily.publicKey]), NOON)).toEqual(refused('key.invalid'))
  })

  test('withdrawing a daily key takes away all it signed', async () => {
    const gate = await openGate()
    expect(await gate.acceptKeyList(await keyList(2, [stranger.publicKey]), NOON)).toEqual(NEW)
    expect(gate.files(ISS, NOON)).toMatchObject({ statusIndex: null, policies: { version: 1 } })
    expect(gate.toPlain().regions[0]?.shards).toEqual([])
    expect(await gate.acceptStatusIndex((await publish(2)).index, NOON)).toEqual(refused('issuer.unknown_key'))
  })

  test('withdrawing a region key takes away its key list, policies and all below, but not the versions seen', async () => {
    const gate = await openGate()
    expect(await gate.acceptTrustList(await trustList(2, { keys: [stranger.publicKey] }), NOON)).toEqual(NEW)
    expect(gate.files(ISS, NOON)).toMatchObject({ keyList: null, policies: null, statusIndex: null })
    expect(gate.wantedShards(ISS)).toEqual([])
    await gate.acceptKeyList(await keyList(2, [daily.publicKey], stranger), NOON)
    await gate.acceptStatusIndex((await publish(3)).index, NOON)
    await gate.acceptTrustList(await trustList(3), NOON)
    expect(await gate.acceptKeyList(await keyList(1), NOON)).toEqual(refused('file.older_than_seen'))
  })
})

describe('a shard', () => {
  test('is accepted only as the index names it', async () => {
    const gate = await openGate()
    const next = await publish(2, { 7: 3 })
    expect(await gate.acceptStatusShard(next.shards[0]!, NOON)).toEqual(refused('status_shard.not_live'))
    await gate.acceptStatusIndex(next.index, NOON)
    expect(gate.wantedShards(ISS)).toHaveLength(2)
    const [impostor] = (await publish(2)).shards
    expect(await gate.acceptStatusShard(impostor!, NOON)).toEqual(refused('status_shard.not_live'))
    expect(await gate.acceptStatusShard(next.shards[0]!, NOON)).toEqual(NEW)
    expect(await gate.acceptStatusShard((await publish(1)).shards[0]!, NOON)).toEqual(refused('status_shard.not_live'))
    expect(gate.wantedShards(ISS)).toHaveLength(1)
  })

  test.each<[string, { baseUrl?: string; places?: number }, string]>([
    ['of another base URL', { baseUrl: 'https://elsewhere.example' }, 'status_shard.wrong_place'],
    ['with too few entries', { places: CAPACITY - 4 }, 'status_shard.wrong_size'],
    ['with too many entries', { places: CAPACITY + 4 }, 'status_shard.wrong_size'],
  ])('%s is refused', async (_, { baseUrl = BASE_URL, places = CAPACITY }, reason) => {
    const gate = await openGate()
    const name = { iss: ISS, family: PHONE_FAMILY, epoch: TODAY, shard: 0, version: 1 }
    const times = { issuedAt: NOON, expiresAt: NOON + 86_400, ttlSeconds: 30 }
    const bytes = must(await issueStatusShard({ ...name, ...times, baseUrl, bits: createStatusBits(places) }, daily))
    expect(await gate.acceptStatusShard(bytes, NOON)).toEqual(refused(reason))
  })

  test('of a list that the index no longer has is forgotten', async () => {
    const gate = await openGate()
    const next = await publish(2)
    await deliver(gate, next, NOON)
    expect(gate.toPlain().regions[0]?.shards).toHaveLength(2)
    const { lists: _, ...head } = gate.held.regions.get(ISS)!.statusIndex!.value
    const { issueStatusIndex } = await import('../status/index-file.ts')
    await gate.acceptStatusIndex(must(await issueStatusIndex({ ...head, sequence: 3, lists: [] }, daily)), NOON)
    expect(gate.toPlain().regions[0]?.shards).toHaveLength(0)
  })
})

test('any flipped bit, cut or random bytes are refused, never thrown at', async () => {
  const published = await publish(2, { 1: 3 })
  const files: [string, Uint8Array, (gate: GateState, bytes: Uint8Array) => Promise<{ ok: boolean }>][] = [
    ['trust list', await trustList(2), (gate, bytes) => gate.acceptTrustList(bytes, NOON)],
    ['key list', await keyList(2), (gate, bytes) => gate.acceptKeyList(bytes, NOON)],
    ['policies', await policies(2), (gate, bytes) => gate.acceptPolicies(bytes, NOON)],
    ['status index', published.index, (gate, bytes) => gate.acceptStatusIndex(bytes, NOON)],
    ['status shard', published.shards[0]!, (gate, bytes) => gate.acceptStatusShard(bytes, NOON)],
  ]
  const gate = await openGate()
  for (const [name, good, acceptBytes] of files) {
    const damaged = fc.oneof(
      fc.nat({ max: good.length * 8 - 1 }).map((bit) => good.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))),
      fc.nat({ max: good.length - 1 }).map((length) => good.subarray(0, length)),
      fc.uint8Array({ maxLength: 100 }),
    )
    await fc.assert(
      fc.asyncProperty(damaged, async (bytes) => {
        expect((await acceptBytes(gate, bytes)).ok, name).toBe(false)
      }),
      { numRuns: 120 },
    )
  }
})
