// The status index: one small signed file per region that names the live version of every shard. Gates poll it and fetch what changed.
import { TYP } from '../cose/claim-keys.ts'
import { decodeDocument, issueDocument } from '../cose/document.ts'
import { isArray, isBytes, isInteger, isTime, isVersion, mapAll } from '../cose/fields.ts'
import type { Token } from '../cose/token.ts'
import type { Signer } from '../crypto/signer.ts'
import { CAPACITY_MAX, EPOCH_MAX, FAMILY_MAX, LISTS_MAX } from '../limits.ts'
import { accept, type Result, refuse } from '../result.ts'
import type { UnixSeconds } from '../time.ts'
import { shardCount } from './list.ts'

/** The live version of one shard. */
export interface LiveShard {
  readonly version: number
  readonly issuedAt: UnixSeconds
  /** SHA-256 of the shard's file, 32 bytes: what was fetched is what was published. */
  readonly sha256: Uint8Array
}

/** One list: a family's epoch, its capacity, and its shards in order. */
export interface LiveList {
  readonly family: number
  readonly epoch: number
  readonly capacity: number
  readonly shards: readonly LiveShard[]
}

/** The index. Its `issuedAt` is the moment as of which every version it names is the newest. */
export interface StatusIndex {
  readonly iss: string
  /** Grows with every index of the region. */
  readonly sequence: number
  readonly issuedAt: UnixSeconds
  readonly expiresAt: UnixSeconds
  readonly lists: readonly LiveList[]
}

/** Signs an index with a daily issuing key. Refuses with `status_index.malformed`, `document.malformed` or `token.too_large`. */
export async function issueStatusIndex(index: StatusIndex, signer: Signer): Promise<Result<Uint8Array>> {
  const body = index.lists.map((list) => [
    list.family,
    list.epoch,
    list.capacity,
    list.shards.map((shard) => [shard.version, shard.issuedAt, shard.sha256]),
  ])
  if (readLists(body) === null) return refuse('status_index.malformed')
  return issueDocument({ ...index, version: index.sequence }, body, TYP.statusIndex, signer)
}

/** Takes an index apart without verifying it. Refuses with `status_index.malformed`, or the reasons of documents. */
export function decodeStatusIndex(bytes: Uint8Array): Result<StatusIndex & { readonly token: Token }> {
  const document = decodeDocument(bytes, TYP.statusIndex)
  if (!document.ok) return document
  const { head, body, token } = document.value
  const lists = readLists(body)
  if (head.iss === null || lists === null) return refuse('status_index.malformed')
  return accept({ iss: head.iss, sequence: head.version, issuedAt: head.issuedAt, expiresAt: head.expiresAt, lists, token })
}

function readLists(body: unknown): LiveList[] | null {
  const lists = isArray(body, LISTS_MAX) ? mapAll(body, readList) : null
  const names = new Set(lists?.map((list) => `${list.family}/${list.epoch}`))
  return lists !== null && names.size === lists.length ? lists : null
}

function readList(value: unknown): LiveList | null {
  if (!isArray(value, 8) || value.length < 4) return null
  const [family, epoch, capacity, shards] = value
  if (!isInteger(family, 0, FAMILY_MAX) || !isInteger(epoch, 0, EPOCH_MAX) || !isInteger(capacity, 1, CAPACITY_MAX)) return null
  if (!isArray(shards, shardCount(capacity)) || shards.length !== shardCount(capacity)) return null
  const read = mapAll(shards, readShard)
  return read === null ? null : { family, epoch, capacity, shards: read }
}

function readShard(value: unknown): LiveShard | null {
  if (!isArray(value, 8)) return null
  const [version, issuedAt, sha256] = value
  return isVersion(version) && isTime(issuedAt) && isBytes(sha256, 32) ? { version, issuedAt, sha256 } : null
}
