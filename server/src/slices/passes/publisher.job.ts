/**
 * The publisher: keeps the status lists of the region in step with the holders. One publisher at a time among all servers, by a lock; each keeps the
 * lists in memory and reads on from where it was. One that finds that another published in between begins anew from the database.
 */
import { epochAt, type Permutation } from '@evergate/pass'
import type { Ground } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { readLiveShards, type StoredShard, shardName } from './live-shards.command.ts'
import { publishIndex, publishShards, sha256 } from './publish-shards.command.ts'
import { tryPublisherLock } from './published-files.command.ts'
import { calendarOf, findPlace, kindOfFamily, type Region, seconds } from './region.ts'
import { createStatusBoard, type ListName, type StatusBoard } from './status-board.ts'
import { readChangedStatuses, readListedStatuses, readReach, type SerialStatus } from './status-changes.query.ts'

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

/** What a publisher knows between its ticks. */
interface Memory {
  readonly board: StatusBoard
  /** As last published. */
  readonly stored: Map<string, StoredShard>
  readonly generation: number
  /** What has been read so far. */
  readonly snapshot: string
}

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
  const { board, stored, snapshot } = inStep ? await readOn(tx, options.region, former) : await beginAnew(tx, options)
  const listsChanged = keepLists(board, options.region, now)
  if (!inStep) forgetUnchanged(board, stored)
  const changed = board.changed()
  // a clock that was set back leaves a date of issue in the future: the index is old then too
  const due = state.index_issued_at === null || Math.abs(now.getTime() - state.index_issued_at.getTime()) >= options.indexRenewMs
  if (changed.length === 0 && !(listsChanged && inStep) && !due) return { memory: { board, stored, generation, snapshot }, files: 0 }
  for (const one of await publishShards(tx, ground, options.region, changed, stored, now)) stored.set(shardName(one), one)
  const sequence = Number(state.index_sequence) + 1
  await publishIndex(tx, ground, options.region, board.lists(), stored, sequence, now)
  await tx
    .updateTable('passes.publication')
    .set({ generation: generation + 1, index_sequence: sequence, index_issued_at: now })
    .execute()
  for (const shard of changed) board.clean(shard, shard.shard)
  return { memory: { board, stored, generation: generation + 1, snapshot }, files: changed.length + 1 }
}

type Known = Omit<Memory, 'generation'>

async function readOn(tx: Tx, region: Region, { board, stored, snapshot }: Memory): Promise<Known> {
  await addFamilies(tx, board, region)
  return { board, stored, snapshot: await readChangedStatuses(tx, snapshot, (one) => place(board, region.capacity, one)) }
}

async function beginAnew(tx: Tx, { region, permutationOf }: PublisherOptions): Promise<Known> {
  const board = createStatusBoard(region.capacity, permutationOf)
  await addFamilies(tx, board, region)
  const snapshot = await readListedStatuses(tx, (one) => place(board, region.capacity, one))
  return { board, stored: await readLiveShards(tx), snapshot }
}

/** A family is there as soon as a serial number reaches it, though all in it are green. */
async function addFamilies(tx: Tx, board: StatusBoard, { capacity }: Region): Promise<void> {
  await readReach(tx, (paper, highest) => {
    for (let serial = 0; serial <= highest; serial += capacity) {
      const found = findPlace(paper ? 'paper' : 'phone', serial, capacity)
      if (found !== undefined && !board.families().includes(found.family)) board.set(found.family, found.number, 0)
    }
  })
}

/** A holder for whom no place is left must not stop all others. */
function place(board: StatusBoard, capacity: number, { paper, serial, status }: SerialStatus): void {
  const found = findPlace(paper ? 'paper' : 'phone', serial, capacity)
  if (found !== undefined) board.set(found.family, found.number, status)
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
