/**
 * The publisher: keeps the status lists of the region in step with the holders. One publisher at a time among all servers, by a lock; each keeps the
 * lists in memory and reads on from where it was. One that finds that another published in between begins anew from the database.
 *
 * Reading on is safe against late commits: a tick takes every holder whose last change is at or above the horizon of the tick before, which was the
 * lowest transaction then still running (xmin of its snapshot). Statuses are absolute, so reading one twice does no harm.
 */
import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { Permutation } from '@evergate/pass'
import {
  epochAt,
  epochEnd,
  issueStatusIndex,
  issueStatusShard,
  type LiveList,
  type Signer,
  type StatusValue,
  shardCount,
  statusIndexPath,
  statusShardPath,
} from '@evergate/pass'
import { sql } from 'kysely'
import type { Ground } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { readLiveShards, type StoredShard, writeLiveShards } from './live-shards.command.ts'
import { type PublicFile, publishFiles, tryPublisherLock } from './published-files.command.ts'
import { calendarOf, findPlace, kindOfFamily, type Region, seconds } from './region.ts'
import { readSigner } from './signing-keys.command.ts'
import { type ChangedShard, createStatusBoard, type ListName, type StatusBoard } from './status-board.ts'
import { readBaseUrl } from './trust.command.ts'

export interface PublisherOptions {
  readonly region: Region
  permutationOf(family: number, epoch: number): Permutation
  /** The index is signed again after so long without a change, so that gates know the lists are still the newest. */
  readonly indexRenewMs: number
}

export interface Publisher {
  /** One tick. Returns how many files were published, 0 also where another server publishes. */
  tick(): Promise<number>
}

interface Memory {
  readonly board: StatusBoard
  readonly generation: number
  readonly horizon: string
}

const indexLifeSeconds = 7 * 86_400
const shardTtlSeconds = 60
/** Level 9 costs 15 times as much as 6 for 7 % (measured on lists of a city). */
const deflateLevel = 6
const holdersPerRead = 50_000

/** A publisher of this process. */
export function createPublisher(ground: Ground, options: PublisherOptions): Publisher {
  let memory: Memory | undefined
  return {
    tick: async () => {
      const former = memory
      memory = undefined // what a failed tick leaves behind is not trusted
      const done = await ground.db.transaction(async (tx) => {
        if (!(await tryPublisherLock(tx))) return undefined
        return runTick(tx, ground, options, former)
      })
      memory = done?.memory
      return done?.files ?? 0
    },
  }
}

async function runTick(
  tx: Tx,
  ground: Ground,
  options: PublisherOptions,
  former: Memory | undefined,
): Promise<{ memory: Memory; files: number }> {
  const now = ground.clock.now()
  const state = await tx.selectFrom('passes.publication').selectAll().executeTakeFirstOrThrow()
  const generation = Number(state.generation)
  const inStep = former !== undefined && former.generation === generation
  const board = inStep ? former.board : createStatusBoard(options.region.capacity, options.permutationOf)
  const horizon = await readChanges(tx, options.region.capacity, board, inStep ? former.horizon : '0')
  const listsChanged = keepLists(board, options.region, now)
  const stored = await readLiveShards(tx)
  if (!inStep) forgetUnchanged(board, stored)
  const changed = board.changed()
  // a clock that was set back leaves a date of issue in the future: the index is old then too
  const due = state.index_issued_at === null || Math.abs(now.getTime() - state.index_issued_at.getTime()) >= options.indexRenewMs
  if (changed.length === 0 && !(listsChanged && inStep) && !due) return { memory: { board, generation, horizon }, files: 0 }
  const published = await publishShards(tx, ground, options.region, changed, stored, now)
  const files = await publishIndex(tx, ground, options.region, board, published.stored, Number(state.index_sequence) + 1, now)
  await tx
    .updateTable('passes.publication')
    .set({ generation: generation + 1, index_sequence: Number(state.index_sequence) + 1, index_issued_at: now })
    .execute()
  for (const shard of changed) board.clean(shard, shard.shard)
  return { memory: { board, generation: generation + 1, horizon }, files: published.files + files }
}

/** Applies every status changed at or after the horizon; returns the next horizon. A holder for whom no place is left must not stop all others. */
async function readChanges(tx: Tx, capacity: number, board: StatusBoard, horizon: string): Promise<string> {
  const { rows } = await sql<{ next: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as next`.execute(tx)
  for (let afterTxid = horizon, afterId = '00000000-0000-0000-0000-000000000000', first = true; ; first = false) {
    const changes = await sql<{ holder_id: string; kind: 'phone' | 'paper'; serial: string; status: StatusValue; status_txid: string }>`
      select holder_id, kind, serial, status, status_txid::text from passes.holder
      where ${first ? sql`status_txid >= ${afterTxid}::xid8` : sql`(status_txid, holder_id) > (${afterTxid}::xid8, ${afterId}::uuid)`}
      order by status_txid, holder_id limit ${holdersPerRead}`.execute(tx)
    for (const { kind, serial, status } of changes.rows) {
      const place = findPlace(kind, Number(serial), capacity)
      if (place !== undefined) board.set(place.family, place.number, status)
    }
    const last = changes.rows.at(-1)
    if (last === undefined || changes.rows.length < holdersPerRead) return rows[0]!.next
    afterTxid = last.status_txid
    afterId = last.holder_id
  }
}

/** The lists that must be live now: today's and tomorrow's for phones, this and the former epoch's for paper. True where that changed anything. */
function keepLists(board: StatusBoard, region: Region, now: Date): boolean {
  const wanted: ListName[] = board.families().flatMap((family) => {
    const kind = kindOfFamily(family)!
    const epoch = epochAt(calendarOf(region, kind), seconds(now))
    return (kind === 'phone' ? [epoch, epoch + 1] : [epoch - 1, epoch]).map((one) => ({ family, epoch: one }))
  })
  const has = (lists: readonly ListName[], name: ListName): boolean =>
    lists.some((one) => one.family === name.family && one.epoch === name.epoch)
  const live = board.lists()
  const added = wanted.filter((name) => !has(live, name))
  const ended = live.filter((name) => !has(wanted, name))
  for (const name of added) board.addList(name)
  for (const name of ended) board.removeList(name)
  return added.length + ended.length > 0
}

/** After beginning anew: shards that are published as they stand need no new version. */
function forgetUnchanged(board: StatusBoard, stored: ReadonlyMap<string, StoredShard>): void {
  for (const shard of board.changed()) {
    if (stored.get(shardName(shard))?.bitsSha256.equals(sha256(shard.bits)) === true) board.clean(shard, shard.shard)
  }
}

async function publishShards(
  tx: Tx,
  ground: Ground,
  region: Region,
  changed: readonly ChangedShard[],
  stored: ReadonlyMap<string, StoredShard>,
  now: Date,
) {
  const next = new Map(stored)
  const files: PublicFile[] = []
  const baseUrl = changed.length === 0 ? '' : await readBaseUrl(tx, region.iss)
  for (const { family, epoch, shard, bits } of changed) {
    const kind = kindOfFamily(family)!
    const version = (stored.get(shardName({ family, epoch, shard }))?.version ?? 0) + 1
    const name = { iss: region.iss, family, epoch, shard, version }
    const calendar = calendarOf(region, kind)
    const epochSeconds = epochEnd(calendar, epoch) - epochEnd(calendar, epoch - 1)
    const issued = await issueStatusShard(
      {
        ...name,
        baseUrl,
        issuedAt: seconds(now),
        expiresAt: epochEnd(calendar, epoch) + (kind === 'paper' ? epochSeconds : 0) + 86_400,
        ttlSeconds: shardTtlSeconds,
        bits,
      },
      await signerFor(tx, ground, kind, now),
      (packed) => deflateSync(packed, { level: deflateLevel }),
    )
    if (!issued.ok) throw new Error(`status shard: ${issued.reason}`)
    files.push({ path: statusShardPath(name), version, content: issued.value })
    next.set(shardName(name), { family, epoch, shard, version, issuedAt: now, fileSha256: sha256(issued.value), bitsSha256: sha256(bits) })
  }
  await publishFiles(tx, files, now)
  await writeLiveShards(
    tx,
    changed.map((shard) => next.get(shardName(shard))!),
  )
  return { files: files.length, stored: next }
}

async function publishIndex(
  tx: Tx,
  ground: Ground,
  region: Region,
  board: StatusBoard,
  stored: ReadonlyMap<string, StoredShard>,
  sequence: number,
  now: Date,
): Promise<number> {
  const lists = board.lists().map(({ family, epoch }): LiveList => {
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
  return 1
}

async function signerFor(tx: Tx, ground: Ground, kind: 'phone' | 'paper', now: Date): Promise<Signer> {
  const signer = await readSigner(tx, ground, kind, now)
  if (signer === undefined) throw new Error(`no ${kind} key signs now`)
  return signer
}

function shardName({ family, epoch, shard }: { family: number; epoch: number; shard: number }): string {
  return `${family}/${epoch}/${shard}`
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}
