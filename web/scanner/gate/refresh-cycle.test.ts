// Goal: a gate asks for what changed and nothing else, takes the newest files and never an older one, and catches up after a new key.
// Method: real signed files of the demo region behind a fetch that counts. (Not storing ETags turns the second test red; ignoring the
// library's refusal the third; not fetching the slow files again the fourth; asking on after a failure those of a server in trouble.)
import { createGateState, type GateState, statusShardPath } from '@evergate/pass'
import { beforeEach, expect, test } from 'vitest'
import {
  daily,
  ISS,
  keyList,
  NOON,
  PAPER_EPOCH,
  PAPER_FAMILY,
  PHONE_FAMILY,
  type Published,
  policies,
  publish,
  root,
  stranger,
  TODAY,
  trustList,
} from '../../../packages/pass/src/testing/demo-region.ts'
import type { Fetched, FetchFile } from './fetch-file.ts'
import { type CycleMemory, type CycleReport, refreshOnce, shardsInOrder } from './refresh-cycle.ts'

let files: Map<string, { bytes: Uint8Array; etag: string }>
let asked: string[]
let unchanged: number
/** Paths that do not arrive at all, and what the server says of it. */
let failing: Map<string, number | null>
let gate: GateState
let memory: CycleMemory

const put = (path: string, bytes: Uint8Array): void =>
  void files.set(path, { bytes, etag: `"${bytes.length}-${bytes.at(-1)}-${bytes.at(-9)}"` })

function putLists(published: Published, version: number): void {
  put(`${ISS}/status/index.cwt`, published.index)
  put(statusShardPath({ iss: ISS, family: PHONE_FAMILY, epoch: TODAY, shard: 0, version }), published.shards[0]!)
  put(statusShardPath({ iss: ISS, family: PAPER_FAMILY, epoch: PAPER_EPOCH, shard: 0, version }), published.shards[1]!)
}

const fetchFile: FetchFile = (path, etag): Promise<Fetched> => {
  const file = files.get(path)
  asked.push(path)
  if (failing.has(path)) return Promise.resolve({ kind: 'failed', retryAfterMs: failing.get(path) ?? null })
  if (file === undefined) return Promise.resolve({ kind: 'absent' })
  if (file.etag !== etag) return Promise.resolve({ kind: 'new', ...file })
  unchanged += 1
  return Promise.resolve({ kind: 'unchanged' })
}

const round = (now = NOON): Promise<CycleReport> => refreshOnce({ gate, iss: ISS, fetchFile, memory, now })

beforeEach(async () => {
  files = new Map()
  asked = []
  unchanged = 0
  failing = new Map()
  gate = createGateState({ rootKeys: [root.publicKey] })
  memory = { etags: new Map(), slowDueAt: 0 }
  put('trust-list.cwt', await trustList())
  put(`${ISS}/keys.cwt`, await keyList())
  put(`${ISS}/policies.cwt`, await policies())
  putLists(await publish(1), 1)
})

test('the first round brings everything, in an order in which each file can be believed', async () => {
  expect(await round()).toMatchObject({ changed: true, failed: false, refused: null })
  expect(asked.slice(0, 4)).toEqual(['trust-list.cwt', `${ISS}/keys.cwt`, `${ISS}/policies.cwt`, `${ISS}/status/index.cwt`])
  expect(gate.wantedShards(ISS)).toEqual([])
})

test('a round in which nothing changed asks for the index alone', async () => {
  await round()
  asked = []
  expect(await round(NOON + 12)).toMatchObject({ changed: false, failed: false })
  expect(asked).toEqual([`${ISS}/status/index.cwt`])
  expect(unchanged).toBe(1)
})

test('a new version brings only its shards; an older index is refused and said', async () => {
  const before = files.get(`${ISS}/status/index.cwt`)!
  await round()
  putLists(await publish(2, { 7: 3 }), 2)
  asked = []
  expect(await round(NOON + 12)).toMatchObject({ changed: true, failed: false })
  expect(asked).toHaveLength(3)
  files.set(`${ISS}/status/index.cwt`, { ...before, etag: '"rolled back"' })
  expect(await round(NOON + 24)).toMatchObject({ changed: false, failed: true, refused: 'file.older_than_seen' })
  expect(gate.files(ISS, NOON + 24).statusIndex?.version).toBe(2)
})

test('an index under a key of a new day is believed after the key list was fetched again', async () => {
  put(`${ISS}/keys.cwt`, await keyList(1, [stranger.publicKey]))
  memory.slowDueAt = 0
  const first = await round()
  expect(first).toMatchObject({ failed: true })
  put(`${ISS}/keys.cwt`, await keyList(2, [daily.publicKey]))
  memory.slowDueAt = NOON + 300
  expect(await round(NOON + 12)).toMatchObject({ changed: true, failed: false })
})

test('a forged file is refused and what is held stays', async () => {
  await round()
  put(
    `${ISS}/status/index.cwt`,
    (await publish(2)).index.map((byte, at, all) => (at === all.length - 1 ? byte ^ 1 : byte)),
  )
  expect(await round(NOON + 12)).toMatchObject({ failed: true, refused: 'signature.invalid' })
  expect(gate.files(ISS, NOON + 12).statusIndex?.version).toBe(1)
})

test('after a shard that is not accepted the trust list is asked for in the next round', async () => {
  await round()
  const next = await publish(2, { 7: 3 })
  putLists(next, 2)
  const path = statusShardPath({ iss: ISS, family: PHONE_FAMILY, epoch: TODAY, shard: 0, version: 2 })
  put(
    path,
    next.shards[0]!.map((byte, at, all) => (at === all.length - 1 ? byte ^ 1 : byte)),
  )
  expect(await round(NOON + 12)).toMatchObject({ failed: true, refused: expect.any(String) })
  put(path, next.shards[0]!)
  asked = []
  expect(await round(NOON + 24)).toMatchObject({ failed: false, refused: null })
  expect(asked).toContain('trust-list.cwt')
})

test.each([
  ['dropped', null],
  ['refused', 0],
  ['refused for a while', 30_000],
])('an index that is %s is all that the round asks for', async (_, retryAfterMs) => {
  await round()
  putLists(await publish(2, { 7: 3 }), 2)
  failing.set(statusShardPath({ iss: ISS, family: PHONE_FAMILY, epoch: TODAY, shard: 0, version: 2 }), null)
  await round(NOON + 12) // leaves a shard to be wanted
  failing.set(`${ISS}/status/index.cwt`, retryAfterMs)
  asked = []
  expect(await round(NOON + 24)).toMatchObject({ failed: true, retryAfterMs, refused: null })
  expect(asked).toEqual([`${ISS}/status/index.cwt`])
})

test('of the slow files none is asked for after one that failed; the index has its turn before them, and brings them when it is not believed', async () => {
  failing.set('trust-list.cwt', null)
  expect(await round()).toMatchObject({ failed: true })
  expect(asked).toEqual(['trust-list.cwt'])
  asked = []
  expect(await round(NOON + 5)).toMatchObject({ failed: true })
  expect(asked).toEqual([`${ISS}/status/index.cwt`, 'trust-list.cwt'])
  failing.clear()
  expect(await round(NOON + 10)).toMatchObject({ changed: true, failed: false })
  expect(gate.wantedShards(ISS)).toEqual([])
})

test('a key list that goes on failing does not keep a newer index away', async () => {
  await round()
  failing.set(`${ISS}/keys.cwt`, null)
  asked = []
  await round(NOON + 300)
  expect(asked).toEqual(['trust-list.cwt', `${ISS}/keys.cwt`])
  putLists(await publish(2, { 7: 3 }), 2)
  expect(await round(NOON + 305)).toMatchObject({ changed: true, failed: false })
  asked = []
  await round(NOON + 360)
  expect(asked[0]).toBe('trust-list.cwt')
})

test('where the detour for an index that is not believed fails, the shards that are wanted wait, too', async () => {
  await round()
  const shard = statusShardPath({ iss: ISS, family: PHONE_FAMILY, epoch: TODAY, shard: 0, version: 2 })
  putLists(await publish(2, { 7: 3 }), 2)
  failing.set(shard, null)
  await round(NOON + 12) // leaves a shard to be wanted
  put(`${ISS}/status/index.cwt`, Uint8Array.of(0))
  failing.set('trust-list.cwt', null)
  asked = []
  expect(await round(NOON + 24)).toMatchObject({ failed: true })
  expect(asked).toEqual([`${ISS}/status/index.cwt`, 'trust-list.cwt'])
})

test('today’s shards come first, epochs that begin much later not at all', () => {
  const region = { iss: ISS, utcOffsetSeconds: 28_800, families: [{ family: 1, kind: 'phone' as const, epochDays: 1 }] }
  const wanted = [TODAY + 1, TODAY - 1, TODAY].map((epoch) => ({ iss: ISS, family: 1, epoch, shard: 0, version: 1, path: String(epoch) }))
  const state = { wantedShards: () => wanted, regions: () => [region] } as unknown as GateState
  expect(shardsInOrder(state, ISS, NOON).map((one) => one.epoch - TODAY)).toEqual([0, -1])
  const lateEvening = NOON + 11.5 * 3600
  expect(shardsInOrder(state, ISS, lateEvening).map((one) => one.epoch - TODAY)).toEqual([0, 1, -1])
})
