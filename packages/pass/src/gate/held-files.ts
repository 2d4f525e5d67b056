// What a gate holds: verified files, keys ready to use, and the highest version it has ever seen of each. Types and the rules by which a file
// replaces another; no cryptography.
import { equalBytes, toHex } from '../bytes.ts'
import type { Token } from '../cose/token.ts'
import type { VenuePolicies } from '../policy/policies.ts'
import { accept, type Result, refuse } from '../result.ts'
import type { StatusIndex } from '../status/index-file.ts'
import type { StatusShard } from '../status/shard.ts'
import type { UnixSeconds } from '../time.ts'
import type { KeyList } from '../trust/key-list.ts'
import type { TrustedRegion, TrustList } from '../trust/trust-list.ts'
import type { KeyRing } from './key-ring.ts'

/** One verified document and the bytes it came in. */
export interface HeldDocument<T> {
  readonly value: T
  readonly version: number
  readonly token: Token
  readonly bytes: Uint8Array
}

/** One verified shard. */
export interface HeldShard {
  readonly value: StatusShard
  readonly sha256: Uint8Array
  readonly bytes: Uint8Array
  readonly kid: Uint8Array
  /** Latest moment as of which a held index called this very version live: how old its colours are. */
  confirmedAt: UnixSeconds
}

/** Kinds of documents of a region whose versions only grow. */
export type DocumentKind = 'keyList' | 'policies' | 'statusIndex'

/** Highest version ever accepted, by kind. */
export type SeenVersions = { readonly [kind in DocumentKind]: number }

/** A region of which nothing was ever accepted. */
export const UNSEEN: SeenVersions = { keyList: 0, policies: 0, statusIndex: 0 }

/** What is held of one region. */
export interface RegionFiles {
  region: TrustedRegion
  regionKeys: KeyRing
  keyList: HeldDocument<KeyList> | null
  dailyKeys: KeyRing
  policies: HeldDocument<VenuePolicies> | null
  statusIndex: HeldDocument<StatusIndex> | null
  /** By `shardKey`. */
  readonly shards: Map<string, HeldShard>
}

/** Everything a gate holds. Read it; only the gate state writes it. */
export interface HeldFiles {
  trustList: HeldDocument<TrustList> | null
  regions: ReadonlyMap<string, RegionFiles>
}

/** Name of a shard within a region. */
export function shardKey(shard: { readonly family: number; readonly epoch: number; readonly shard: number }): string {
  return `${shard.family}/${shard.epoch}/${shard.shard}`
}

/**
 * Whether a verified document replaces what is held: newer than ever seen, yes; the held one again, no; older, refused with
 * `file.older_than_seen`; another one under the held version, refused with `file.version_conflict`.
 */
export function replaces(next: HeldDocument<unknown>, held: HeldDocument<unknown> | null, seen: number): Result<boolean> {
  if (next.version < seen) return refuse('file.older_than_seen')
  if (held === null || next.version > held.version) return accept(true)
  // Compared by what was signed: the same document may come with another, equally good, signature.
  return equalBytes(next.token.sign1.payload, held.token.sign1.payload) ? accept(false) : refuse('file.version_conflict')
}

/** Forgets what was signed with keys that are no longer listed: that is how a stolen key is taken out of use. */
export function dropUnsigned(files: RegionFiles): void {
  const isListed = (ring: KeyRing, kid: Uint8Array) => ring.has(toHex(kid))
  if (files.policies !== null && !isListed(files.regionKeys, files.policies.token.kid)) files.policies = null
  if (files.keyList !== null && !isListed(files.regionKeys, files.keyList.token.kid)) {
    files.keyList = null
    files.dailyKeys = new Map()
  }
  if (files.statusIndex !== null && !isListed(files.dailyKeys, files.statusIndex.token.kid)) files.statusIndex = null
  for (const [key, shard] of files.shards) if (!isListed(files.dailyKeys, shard.kid)) files.shards.delete(key)
}

/** After a new index: lists that ended are forgotten, and shards it calls live are as fresh as it is. */
export function confirmShards(files: RegionFiles): void {
  const index = files.statusIndex?.value
  if (index === undefined) return
  for (const [key, shard] of files.shards) {
    const list = index.lists.find((each) => each.family === shard.value.family && each.epoch === shard.value.epoch)
    const live = list?.shards[shard.value.shard]
    if (live === undefined) files.shards.delete(key)
    else if (live.version === shard.value.version && equalBytes(live.sha256, shard.sha256)) {
      shard.confirmedAt = Math.max(shard.confirmedAt, index.issuedAt)
    }
  }
}
