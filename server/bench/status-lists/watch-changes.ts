/**
 * Watches a running city from outside: every colour that changes, from the transaction that changed it until the files on disk say so. Reads only.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Colour,
  decodeStatusIndex,
  decodeStatusShard,
  epochAt,
  getStatus,
  type StatusIndex,
  shardOf,
  statusIndexPath,
  statusOfColour,
  statusShardPath,
} from '@evergate/pass'
import { sql } from 'kysely'
import { sleep, systemClock } from '../../src/platform/clock.ts'
import type { Queryable } from '../../src/platform/db/database.ts'
import type { PassesOptions } from '../../src/slices/passes/index.ts'
import { calendarOf, placeOf, seconds } from '../../src/slices/passes/region.ts'

const lookEveryMs = 100

/** A changed colour that has not been seen on the list yet. */
interface Pending {
  readonly changedAt: Date
  readonly index: number
  readonly family: number
  readonly status: number
}

/** Watches until `ended` and everything seen has arrived, or `patienceMs` later. Returns the milliseconds of each change, also of those still missing. */
export async function watchChanges(
  db: Queryable,
  { region, permutationOf }: PassesOptions,
  publicFolder: string,
  ended: () => boolean,
  patienceMs: number,
): Promise<{ readonly waitedMs: readonly number[]; readonly missing: number }> {
  const epoch = epochAt(calendarOf(region, 'phone'), seconds(systemClock.now()))
  const waitedMs: number[] = []
  let pending: readonly Pending[] = []
  let former = await readSnapshot(db)
  let endedAtMs: number | undefined
  const shards = new Map<string, Promise<Uint8Array>>()
  for (;;) {
    const snapshot = await readSnapshot(db)
    const events = await readChanges(db, former)
    former = snapshot
    const found = events.flatMap(({ serial, colour, changedAt }): Pending => {
      const { family, number } = placeOf('phone', serial, region.capacity)
      return { changedAt, family, index: permutationOf(family, epoch).indexOf(number), status: statusOfColour(colour) }
    })
    const published = await readPublished({ publicFolder, iss: region.iss, epoch, shards }, [...pending, ...found])
    const nowMs = systemClock.now().getTime()
    for (const one of published) waitedMs.push(nowMs - one.changedAt.getTime())
    const latest = new Map([...pending, ...found].map((one) => [`${one.family}/${one.index}`, one])) // a colour that changed again is waited for as it is now
    pending = [...latest.values()].filter((one) => !published.has(one))
    if (ended()) endedAtMs ??= nowMs
    if (endedAtMs !== undefined && (pending.length === 0 || nowMs - endedAtMs > patienceMs))
      return { waitedMs: [...waitedMs, ...pending.map(({ changedAt }) => nowMs - changedAt.getTime())], missing: pending.length }
    await sleep(lookEveryMs)
  }
}

async function readSnapshot(db: Queryable): Promise<string> {
  const { rows } = await sql<{ snapshot: string }>`select pg_current_snapshot()::text as snapshot`.execute(db)
  return rows[0]!.snapshot
}

/** Colours of people with a phone, changed by events that `former` could not see, however late they were committed. An event's time is the beginning of its transaction. */
async function readChanges(db: Queryable, former: string) {
  const { rows } = await sql<{ changedAt: Date; colour: Colour; serial: number }>`
    select event.created_at as "changedAt", change ->> 'colour' as colour, holder.serial
    from platform.outbox_event event, jsonb_array_elements(payload -> 'changes') as change
    join passes.holder on holder.resident_id = (change ->> 'residentId')::uuid and not paper and cancelled_at is null
    where type = 'decisions.changed' and event.txid >= pg_snapshot_xmin(${former}::pg_snapshot)
      and not pg_visible_in_snapshot(event.txid, ${former}::pg_snapshot)
    order by event_id`.execute(db)
  return rows
}

/** What is read of the published files. A file of a shard never changes, so each is read once. */
interface Published {
  readonly publicFolder: string
  readonly iss: string
  readonly epoch: number
  readonly shards: Map<string, Promise<Uint8Array>>
}

/** Which of these the files on disk say now. */
async function readPublished(published: Published, pending: readonly Pending[]): Promise<ReadonlySet<Pending>> {
  if (pending.length === 0) return new Set()
  const index = decodeStatusIndex(await readFile(join(published.publicFolder, statusIndexPath(published.iss))))
  if (!index.ok) throw new Error(index.reason)
  const arrived = new Set<Pending>()
  for (const one of pending) {
    const { shard, offset } = shardOf(one.index)
    if (getStatus(await readBits(published, index.value, one.family, shard), offset) === one.status) arrived.add(one)
  }
  return arrived
}

function readBits({ publicFolder, epoch, shards }: Published, index: StatusIndex, family: number, shard: number): Promise<Uint8Array> {
  const live = index.lists.find((list) => list.family === family && list.epoch === epoch)?.shards[shard]
  if (live === undefined) return Promise.resolve(new Uint8Array())
  const path = statusShardPath({ iss: index.iss, family, epoch, shard, version: live.version })
  const bits = shards.get(path) ?? decodeBits(join(publicFolder, path))
  shards.set(path, bits)
  return bits
}

async function decodeBits(path: string): Promise<Uint8Array> {
  const decoded = decodeStatusShard(await readFile(path))
  if (!decoded.ok) throw new Error(decoded.reason)
  return decoded.value.bits
}
