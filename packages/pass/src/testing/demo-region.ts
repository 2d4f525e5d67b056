// A whole region for tests and vectors: root, region and daily keys, a phone, every signed file, and a gate that holds them. Deterministic.
import {
  createGateState,
  createStatusBits,
  epochAt,
  epochEnd,
  examplePolicies,
  type GateState,
  issueKeyList,
  issuePass,
  issuePolicies,
  issueStatusIndex,
  issueStatusShard,
  issueTrustList,
  type PassClaims,
  type Result,
  type StatusValue,
  setStatus,
  sha256,
  shardEntries,
  shardOf,
  type VenuePolicies,
} from '../index.ts'
import { signerOf } from './deterministic-signer.ts'

/** 2021-12-27 12:00:00 in Xi'an: the start of the reference round. */
export const NOON = 1_640_577_600
export const ISS = 'CN-6101'
export const BASE_URL = 'https://static.example/public'
export const OFFSET = 28_800
export const PHONE_FAMILY = 1
export const PAPER_FAMILY = 2
export const CAPACITY = 1_000
export const TODAY = epochAt({ utcOffsetSeconds: OFFSET, epochDays: 1 }, NOON)
export const DAY_ENDS = epochEnd({ utcOffsetSeconds: OFFSET, epochDays: 1 }, TODAY)
const PAPER_CALENDAR = { utcOffsetSeconds: OFFSET, epochDays: 30 }
export const PAPER_EPOCH = epochAt(PAPER_CALENDAR, NOON)
const DAY = 86_400

export const root = signerOf('Evergate test root')
export const region = signerOf('Evergate test region')
export const daily = signerOf('Evergate test daily key')
export const phone = signerOf('Evergate test phone')
export const stranger = signerOf('Evergate test stranger')

/** The value of a result that a test expects. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.reason}`)
  return result.value
}

/** Claims of a green phone pass, issued at noon, tested six hours before. */
export function phoneClaims(change: Partial<PassClaims> = {}): PassClaims {
  return {
    iss: ISS,
    issuedAt: NOON,
    expiresAt: DAY_ENDS,
    family: PHONE_FAMILY,
    epoch: TODAY,
    index: 7,
    colour: 'green',
    lastNegativeAt: NOON - 6 * 3600,
    displayHint: '王*',
    deviceKey: phone.publicKey,
    ...change,
  }
}

/** Claims of a paper pass. */
export function paperClaims(change: Partial<PassClaims> = {}): PassClaims {
  const expiresAt = epochEnd(PAPER_CALENDAR, PAPER_EPOCH)
  return phoneClaims({ family: PAPER_FAMILY, epoch: PAPER_EPOCH, deviceKey: null, expiresAt, ...change })
}

export async function passBytes(claims: PassClaims = phoneClaims(), signer = daily): Promise<Uint8Array> {
  return must(await issuePass(claims, signer))
}

export async function trustList(version = 1, change: { issuedAt?: number; keys?: readonly Uint8Array[]; baseUrl?: string } = {}) {
  const { issuedAt = NOON, keys = [region.publicKey], baseUrl = BASE_URL } = change
  const list = {
    version,
    issuedAt,
    expiresAt: issuedAt + 30 * DAY,
    regions: [
      {
        iss: ISS,
        baseUrl,
        names: { 'zh-CN': '西安', en: "Xi'an" },
        utcOffsetSeconds: OFFSET,
        families: [
          { family: PHONE_FAMILY, kind: 'phone' as const, epochDays: 1 },
          { family: PAPER_FAMILY, kind: 'paper' as const, epochDays: 30 },
        ],
        keys: keys.map((publicKey) => ({ publicKey, notBefore: NOON - 30 * DAY, expiresAt: NOON + 365 * DAY })),
      },
    ],
  }
  return must(await issueTrustList(list, root))
}

export async function keyList(version = 1, keys: readonly Uint8Array[] = [daily.publicKey], signer = region) {
  const list = {
    iss: ISS,
    version,
    issuedAt: NOON,
    expiresAt: NOON + 7 * DAY,
    keys: keys.map((publicKey) => ({ publicKey, notBefore: NOON - DAY, expiresAt: NOON + 40 * DAY })),
  }
  return must(await issueKeyList(list, signer))
}

export function policiesOf(version = 1, change: Partial<VenuePolicies> = {}): VenuePolicies {
  return { ...examplePolicies({ iss: ISS, version, issuedAt: NOON, expiresAt: NOON + 30 * DAY }), ...change }
}

export async function policies(version = 1, change: Partial<VenuePolicies> = {}) {
  return must(await issuePolicies(policiesOf(version, change), region))
}

/** One published state of the lists: entries that are not green, by index, in both families alike. */
export interface Published {
  readonly index: Uint8Array
  readonly shards: readonly Uint8Array[]
}

/** Publishes phone and paper lists of CAPACITY places. */
export async function publish(
  sequence: number,
  entries: Readonly<Record<number, StatusValue>> = {},
  change: { issuedAt?: number; capacity?: number; expiresAt?: number } = {},
): Promise<Published> {
  const { issuedAt = NOON, capacity = CAPACITY, expiresAt = issuedAt + 2 * DAY } = change
  const shards: Uint8Array[] = []
  const lists = []
  for (const [family, epoch] of [
    [PHONE_FAMILY, TODAY],
    [PAPER_FAMILY, PAPER_EPOCH],
  ] as const) {
    const live = []
    for (let shard = 0; shardEntries(capacity, shard) > 0; shard++) {
      const bits = createStatusBits(shardEntries(capacity, shard))
      for (const [index, status] of Object.entries(entries)) {
        const place = shardOf(Number(index))
        if (place.shard === shard) setStatus(bits, place.offset, status)
      }
      const name = { iss: ISS, family, epoch, shard, version: sequence }
      const times = { issuedAt, expiresAt: issuedAt + 40 * DAY, ttlSeconds: 30 }
      const bytes = must(await issueStatusShard({ ...name, baseUrl: BASE_URL, ...times, bits }, daily))
      shards.push(bytes)
      live.push({ version: sequence, issuedAt, sha256: sha256(bytes) })
    }
    lists.push({ family, epoch, capacity, shards: live })
  }
  return { index: must(await issueStatusIndex({ iss: ISS, sequence, issuedAt, expiresAt, lists }, daily)), shards }
}

/** Hands a published state to a gate. */
export async function deliver(state: GateState, published: Published, now: number): Promise<void> {
  await state.acceptStatusIndex(published.index, now)
  for (const shard of published.shards) await state.acceptStatusShard(shard, now)
}

/** A gate with every file of version 1; entries that are not green by index. */
export async function openGate(entries: Readonly<Record<number, StatusValue>> = {}): Promise<GateState> {
  const state = createGateState({ rootKeys: [root.publicKey] })
  await state.acceptTrustList(await trustList(), NOON)
  await state.acceptKeyList(await keyList(), NOON)
  await state.acceptPolicies(await policies(), NOON)
  await deliver(state, await publish(1, entries), NOON)
  return state
}
