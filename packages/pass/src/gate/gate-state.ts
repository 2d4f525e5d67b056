// The files a gate goes by. Takes each signed file in, verifies it once, refuses to go backwards, and answers synchronously afterwards.
// Does not fetch, does not store, does not know the time.
import { equalBytes } from '../bytes.ts'
import { type Token, verifyToken } from '../cose/token.ts'
import type { PublicKey } from '../crypto/public-key.ts'
import { sha256 } from '../crypto/sha256.ts'
import type { ImportVerifier } from '../crypto/signer.ts'
import { importVerifyingKey } from '../crypto/web-crypto.ts'
import { FILE_CLOCK_SKEW_SECONDS, ROOT_KEYS_MAX, SHARD_TOKEN_BYTES_MAX, TIME_MAX } from '../limits.ts'
import { type ShardName, statusShardPath } from '../paths.ts'
import { decodePolicies } from '../policy/policies.ts'
import { accept, type Reason, type Result, refuse } from '../result.ts'
import { decodeStatusIndex, type LiveList } from '../status/index-file.ts'
import { createStatusBits, shardEntries } from '../status/list.ts'
import { decodeStatusShard, type StatusShard } from '../status/shard.ts'
import type { UnixSeconds } from '../time.ts'
import { decodeKeyList } from '../trust/key-list.ts'
import { decodeTrustList, type TrustedRegion } from '../trust/trust-list.ts'
import { fileAge, type GateFilesAge } from './file-age.ts'
import { type GatePlain, gateToPlain } from './gate-plain.ts'
import {
  confirmShards,
  type DocumentKind,
  dropUnsigned,
  type HeldDocument,
  type HeldFiles,
  type RegionFiles,
  replaces,
  type SeenVersions,
  shardKey,
  UNSEEN,
} from './held-files.ts'
import { findKey, importKeyRing, type KeyRing } from './key-ring.ts'

/** The answer to a file: taken in (`changed`: it replaced another), or why not. */
export type Accepted = { readonly ok: true; readonly changed: boolean } | { readonly ok: false; readonly reason: Reason }

/** A shard to fetch: its name and its path below the static base. */
export interface ShardWanted extends ShardName {
  readonly path: string
}

/** What a gate is set up with: the root keys it was given in person, and a cryptography other than WebCrypto if wanted. */
export interface GateOptions {
  readonly rootKeys: readonly PublicKey[]
  readonly importVerifier?: ImportVerifier
}

/** A signed value on its way in. */
interface Incoming {
  readonly token: Token
  readonly issuedAt: UnixSeconds
  readonly expiresAt: UnixSeconds
}

/**
 * A gate's files. Every accept… takes bytes as fetched and `now`; it never throws, and refuses with the reasons of the file's own reader, of
 * issuers (`issuer.unknown_region`, `issuer.unknown_key`, `issuer.key_not_in_use`), `signature.invalid`, `file.from_the_future`, `file.expired`,
 * `file.older_than_seen`, `file.version_conflict`, and for shards `status_shard.not_live`, `.wrong_place`, `.wrong_size`. `now` null is for
 * files the gate stored itself (see `restoreGateState`): they may have expired meanwhile, which the check at the gate looks at anyway.
 */
export class GateState {
  readonly importVerifier: ImportVerifier
  readonly held: HeldFiles = { trustList: null, regions: new Map() }
  /** Highest versions ever seen: what keeps a gate from going backwards even after a file was lost. */
  readonly seen = { trustList: 0, regions: new Map<string, SeenVersions>() }
  private readonly rootRing: Promise<Result<KeyRing>>

  constructor(options: GateOptions) {
    this.importVerifier = options.importVerifier ?? importVerifyingKey
    const roots = options.rootKeys.slice(0, ROOT_KEYS_MAX).map((publicKey) => ({ publicKey, notBefore: 0, expiresAt: TIME_MAX }))
    this.rootRing = importKeyRing(roots, this.importVerifier)
  }

  async acceptTrustList(bytes: Uint8Array, now: UnixSeconds | null): Promise<Accepted> {
    const list = decodeTrustList(bytes)
    const rootRing = await this.rootRing
    if (!list.ok) return list
    if (!rootRing.ok) return rootRing
    const verified = await verifyIncoming(list.value, rootRing.value, now)
    if (!verified.ok) return verified
    const rings = new Map<string, KeyRing>()
    for (const region of list.value.regions) {
      const ring = await importKeyRing(region.keys, this.importVerifier)
      if (!ring.ok) return ring
      rings.set(region.iss, ring.value)
    }
    const next = { value: list.value, version: list.value.version, token: list.value.token, bytes }
    const decision = replaces(next, this.held.trustList, this.seen.trustList)
    if (!decision.ok) return decision
    if (decision.value) this.holdTrustList(next, rings)
    return { ok: true, changed: decision.value }
  }

  async acceptKeyList(bytes: Uint8Array, now: UnixSeconds | null): Promise<Accepted> {
    const list = await this.verifyOfRegion(decodeKeyList(bytes), 'regionKeys', now)
    if (!list.ok) return list
    const ring = await importKeyRing(list.value.keys, this.importVerifier)
    if (!ring.ok) return ring
    return this.hold('keyList', list.value, list.value.version, bytes, (files, document) => {
      files.keyList = document
      files.dailyKeys = ring.value
      dropUnsigned(files)
    })
  }

  async acceptPolicies(bytes: Uint8Array, now: UnixSeconds | null): Promise<Accepted> {
    const policies = await this.verifyOfRegion(decodePolicies(bytes), 'regionKeys', now)
    if (!policies.ok) return policies
    return this.hold('policies', policies.value, policies.value.version, bytes, (files, document) => {
      files.policies = document
    })
  }

  async acceptStatusIndex(bytes: Uint8Array, now: UnixSeconds | null): Promise<Accepted> {
    const index = await this.verifyOfRegion(decodeStatusIndex(bytes), 'dailyKeys', now)
    if (!index.ok) return index
    return this.hold('statusIndex', index.value, index.value.sequence, bytes, (files, document) => {
      files.statusIndex = document
      confirmShards(files)
    })
  }

  /** `confirmedAt` is for stored shards that a newer index no longer calls live but that are still the best the gate has. */
  async acceptStatusShard(bytes: Uint8Array, now: UnixSeconds | null, confirmedAt?: UnixSeconds): Promise<Accepted> {
    if (bytes.length > SHARD_TOKEN_BYTES_MAX) return refuse('token.too_large')
    const decoded = decodeStatusShard(bytes)
    const shard = await this.verifyOfRegion(decoded, 'dailyKeys', now)
    if (!shard.ok) return shard
    const { token, ...value } = shard.value
    const files = this.held.regions.get(value.iss)
    const list = files === undefined ? undefined : findList(files, value)
    if (files === undefined || list === undefined) return refuse('status_shard.not_live')
    if (value.baseUrl !== files.region.baseUrl) return refuse('status_shard.wrong_place')
    if (value.bits.length !== createStatusBits(shardEntries(list.capacity, value.shard)).length) return refuse('status_shard.wrong_size')
    const digest = sha256(bytes)
    const live = list.shards[value.shard]
    const isLive = live !== undefined && live.version === value.version && equalBytes(live.sha256, digest)
    const freshAt = isLive ? files.statusIndex?.value.issuedAt : confirmedAt
    if (freshAt === undefined) return refuse('status_shard.not_live')
    const held = files.shards.get(shardKey(value))
    if (held !== undefined && held.value.version >= value.version) {
      return held.value.version === value.version ? { ok: true, changed: false } : refuse('file.older_than_seen')
    }
    files.shards.set(shardKey(value), { value, sha256: digest, bytes, kid: token.kid, confirmedAt: freshAt })
    return { ok: true, changed: true }
  }

  /** Shards that the held index calls live and that are not held in that version, in the order of the index. */
  wantedShards(iss: string): readonly ShardWanted[] {
    const files = this.held.regions.get(iss)
    return (files?.statusIndex?.value.lists ?? []).flatMap((list) =>
      list.shards.flatMap((live, shard) => {
        const held = files?.shards.get(shardKey({ ...list, shard }))
        if (held !== undefined && held.value.version >= live.version) return []
        const name = { iss, family: list.family, epoch: list.epoch, shard, version: live.version }
        return [{ ...name, path: statusShardPath(name) }]
      }),
    )
  }

  /** The regions of the held trust list. */
  regions(): readonly TrustedRegion[] {
    return this.held.trustList?.value.regions ?? []
  }

  /** How old every file is that a check of this region's passes would use; the shard is named by a pass, so here it is null. */
  files(iss: string, now: UnixSeconds): GateFilesAge {
    const region = this.held.regions.get(iss)
    return {
      trustList: fileAge(this.held.trustList, now),
      keyList: fileAge(region?.keyList ?? null, now),
      policies: fileAge(region?.policies ?? null, now),
      statusIndex: fileAge(region?.statusIndex ?? null, now),
      statusShard: null,
    }
  }

  /** Plain data to store; `restoreGateState` reads it back. */
  toPlain(): GatePlain {
    return gateToPlain(this.held, this.seen)
  }

  private holdTrustList(next: NonNullable<HeldFiles['trustList']>, rings: ReadonlyMap<string, KeyRing>): void {
    const regions = new Map<string, RegionFiles>()
    for (const region of next.value.regions) {
      const empty = { keyList: null, dailyKeys: new Map(), policies: null, statusIndex: null, shards: new Map() }
      const files = { ...(this.held.regions.get(region.iss) ?? empty), region, regionKeys: rings.get(region.iss) ?? new Map() }
      dropUnsigned(files)
      regions.set(region.iss, files)
    }
    this.held.trustList = next
    this.held.regions = regions
    this.seen.trustList = next.version
  }

  private async verifyOfRegion<T extends Incoming & { readonly iss: string }>(
    decoded: Result<T>,
    ringName: 'regionKeys' | 'dailyKeys',
    now: UnixSeconds | null,
  ): Promise<Result<T>> {
    if (!decoded.ok) return decoded
    const files = this.held.regions.get(decoded.value.iss)
    return files === undefined ? refuse('issuer.unknown_region') : verifyIncoming(decoded.value, files[ringName], now)
  }

  /** Without a pause between looking and writing: two files accepted at once cannot overtake each other. */
  private hold<T extends Incoming & { readonly iss: string }>(
    kind: DocumentKind,
    value: T,
    version: number,
    bytes: Uint8Array,
    write: (files: RegionFiles, document: HeldDocument<T>) => void,
  ): Accepted {
    const files = this.held.regions.get(value.iss)
    if (files === undefined) return refuse('issuer.unknown_region')
    const seen = this.seen.regions.get(value.iss) ?? UNSEEN
    const document = { value, version, token: value.token, bytes }
    const decision = replaces(document, files[kind], seen[kind])
    if (!decision.ok) return decision
    if (decision.value) write(files, document)
    this.seen.regions.set(value.iss, { ...seen, [kind]: version })
    return { ok: true, changed: decision.value }
  }
}

/** A gate that holds nothing yet. Root keys beyond ROOT_KEYS_MAX are not looked at. */
export function createGateState(options: GateOptions): GateState {
  return new GateState(options)
}

async function verifyIncoming<T extends Incoming>(incoming: T, ring: KeyRing, now: UnixSeconds | null): Promise<Result<T>> {
  const key = findKey(ring, incoming.token.kid, now)
  if (!key.ok) return key
  const verified = await verifyToken(incoming.token, key.value.verifier)
  if (!verified.ok) return verified
  if (now !== null && incoming.issuedAt > now + FILE_CLOCK_SKEW_SECONDS) return refuse('file.from_the_future')
  if (now !== null && incoming.expiresAt <= now) return refuse('file.expired')
  return accept(incoming)
}

function findList(files: RegionFiles, shard: StatusShard): LiveList | undefined {
  return files.statusIndex?.value.lists.find((list) => list.family === shard.family && list.epoch === shard.epoch)
}
