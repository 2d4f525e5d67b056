/**
 * Signs shards and the index that names them, and writes both. Knows how they look, not when they are due.
 */
import { createHash } from 'node:crypto'
import { constants, deflateSync } from 'node:zlib'
import {
  epochEnd,
  issueStatusIndex,
  issueStatusShard,
  type LiveList,
  type Signer,
  shardCount,
  statusIndexPath,
  statusShardPath,
} from '@evergate/pass'
import type { Ground } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { type StoredShard, shardName, writeLiveShards } from './live-shards.command.ts'
import { type PublicFile, publishFiles } from './published-files.command.ts'
import { calendarOf, kindOfFamily, type Region, seconds } from './region.ts'
import { readSigner } from './signing-keys.command.ts'
import type { ChangedShard, ListName } from './status-board.ts'
import { readBaseUrl } from './trust.command.ts'

const indexLifeSeconds = 7 * 86_400
const shardTtlSeconds = 60

/**
 * Runs of equal bytes only: places are random, so that nothing but the green in between ever repeats. Measured on shards of a city (131,072 entries),
 * beside level 9: with 0.4 % not green 3 % larger and 75 times faster, with 3 % 5 % larger and 100 times faster, from 10 % on smaller.
 */
export function deflateShard(packed: Uint8Array): Uint8Array {
  return deflateSync(packed, { strategy: constants.Z_RLE })
}

/** Signs these shards, each under its next version, and publishes them. Returns what is live of them now. */
export async function publishShards(
  tx: Tx,
  ground: Ground,
  region: Region,
  changed: readonly ChangedShard[],
  stored: ReadonlyMap<string, StoredShard>,
  now: Date,
): Promise<StoredShard[]> {
  if (changed.length === 0) return []
  const baseUrl = await readBaseUrl(tx, region.iss)
  const signers = {
    phone: signerFor(tx, ground, 'phone', now),
    paper: changed.some(isPaper) ? signerFor(tx, ground, 'paper', now) : undefined,
  }
  const files: PublicFile[] = []
  const live: StoredShard[] = []
  for (const one of changed) {
    const version = (stored.get(shardName(one))?.version ?? 0) + 1
    const signer = await signers[isPaper(one) ? 'paper' : 'phone']!
    const file = await signShard(one, { region, baseUrl, version, signer, now })
    files.push(file)
    const { family, epoch, shard, bits } = one
    live.push({ family, epoch, shard, version, issuedAt: now, fileSha256: sha256(file.content), bitsSha256: sha256(bits) })
  }
  await publishFiles(tx, files, now)
  await writeLiveShards(tx, live)
  return live
}

/** One shard as a file. */
export async function signShard(
  { family, epoch, shard, bits }: ChangedShard,
  { region, baseUrl, version, signer, now }: { region: Region; baseUrl: string; version: number; signer: Signer; now: Date },
): Promise<PublicFile> {
  const kind = kindOfFamily(family)!
  const name = { iss: region.iss, family, epoch, shard, version }
  const calendar = calendarOf(region, kind)
  const epochSeconds = epochEnd(calendar, epoch) - epochEnd(calendar, epoch - 1)
  const expiresAt = epochEnd(calendar, epoch) + (kind === 'paper' ? epochSeconds : 0) + 86_400
  const issued = await issueStatusShard(
    { ...name, baseUrl, issuedAt: seconds(now), expiresAt, ttlSeconds: shardTtlSeconds, bits },
    signer,
    deflateShard,
  )
  if (!issued.ok) throw new Error(`status shard: ${issued.reason}`)
  return { path: statusShardPath(name), version, content: issued.value }
}

/** Publishes the index of these lists as they are live. */
export async function publishIndex(
  tx: Tx,
  ground: Ground,
  region: Region,
  names: readonly ListName[],
  stored: ReadonlyMap<string, StoredShard>,
  sequence: number,
  now: Date,
): Promise<void> {
  const lists = names.map(({ family, epoch }): LiveList => {
    const shards = Array.from({ length: shardCount(region.capacity) }, (_, shard) => {
      const live = stored.get(shardName({ family, epoch, shard }))
      if (live === undefined) throw new Error('a live list has a shard that was never published')
      return { version: live.version, issuedAt: seconds(live.issuedAt), sha256: live.fileSha256 }
    })
    return { family, epoch, capacity: region.capacity, shards }
  })
  const head = { iss: region.iss, sequence, issuedAt: seconds(now), expiresAt: seconds(now) + indexLifeSeconds }
  const issued = await issueStatusIndex({ ...head, lists }, await signerFor(tx, ground, 'phone', now))
  if (!issued.ok) throw new Error(`status index: ${issued.reason}`)
  await publishFiles(tx, [{ path: statusIndexPath(region.iss), version: sequence, content: issued.value }], now)
}

async function signerFor(tx: Tx, ground: Ground, kind: 'phone' | 'paper', now: Date): Promise<Signer> {
  const signer = await readSigner(tx, ground, kind, now)
  if (signer === undefined) throw new Error(`no ${kind} key signs now`)
  return signer
}

function isPaper({ family }: ListName): boolean {
  return kindOfFamily(family) === 'paper'
}

/** SHA-256 as a buffer. */
export function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}
