/**
 * Reading the outbox. Each consumer has a cursor row; whoever locks it is the only one to move it, so several servers may run the same consumers.
 * The events, the handler's writes and the cursor are one transaction: an event handled is handled once; one whose handler throws is tried again later.
 *
 * States of a cursor: ready -> (handler throws) waiting until retry_at, longer each time -> ready. It never skips: a consumer that cannot go on stands
 * still and says so in /metrics and the console.
 */
import { sql } from 'kysely'
import { systemActor } from '../actor.ts'
import { type Ctx, type Ground, systemCtx } from '../context.ts'
import type { Tx } from '../db/database.ts'
import type { EventPayloads, EventType } from './emit.ts'
import type { OutboxNews } from './news.ts'

/** An event as a consumer gets it. */
export interface OutboxEvent<T extends EventType = EventType> {
  readonly type: T
  readonly payload: EventPayloads[T]
}

/** A reader of the outbox. */
export interface Consumer {
  /** Unique and permanent: the cursor is kept under it. */
  readonly name: string
  readonly types: readonly EventType[]
  /** Who handled these events in a former version: the cursor begins where that one's is. */
  readonly follows?: string
  /** Events a transaction, at most 100: fewer where an event is much work, so that what was done is kept. Default 100. */
  readonly eventsMax?: number
  /** Types of which one event is as much work as a transaction should be: none comes after it in the same one. */
  readonly endTransaction?: readonly EventType[]
  /**
   * Handles an event as soon as it is committed, whatever older transactions still run: for what is urgent. Events then come in another order than that of
   * transactions, and some once more after a restart or on another server.
   */
  readonly early?: true
  /** Handles a batch in the order of the outbox, inside the transaction that also moves the cursor. Must be idempotent. */
  handle(tx: Tx, events: readonly OutboxEvent[], ctx: Ctx): Promise<void>
}

const eventsMax = 100
const retryDelayMsMax = 60_000
const transactionsPassedOver = 1_000n

interface Row {
  txid: string
  event_id: string
  /** Every older transaction has ended: nothing can appear before it any more. */
  decided: boolean
  type: EventType
  payload: never
}

/** Declares a consumer of one type of event, one event at a time. */
export function consumer<T extends EventType>(
  name: string,
  type: T,
  handle: (tx: Tx, payload: EventPayloads[T], ctx: Ctx) => Promise<void>,
): Consumer {
  return {
    name,
    types: [type],
    handle: async (tx, events, ctx) => {
      for (const event of events) await handle(tx, event.payload as EventPayloads[T], ctx)
    },
  }
}

/** Declares a consumer of one type of event that takes all that wait together, as their payloads. */
export function batchConsumer<T extends EventType>(
  name: string,
  type: T,
  handle: (tx: Tx, payloads: readonly EventPayloads[T][], ctx: Ctx) => Promise<void>,
): Consumer {
  return {
    name,
    types: [type],
    handle: (tx, events, ctx) =>
      handle(
        tx,
        events.map((event) => event.payload as EventPayloads[T]),
        ctx,
      ),
  }
}

/**
 * Handles what waits for this consumer, at most as many events as it takes at once. Returns how many were handled or passed; 0 also where another server
 * holds the cursor. With `news` it looks only where something came, and early where the consumer wants that.
 */
export async function consumeOnce(ground: Ground, reader: Consumer, signal: AbortSignal, news?: OutboxNews): Promise<number> {
  if ((await news?.isNews(reader.name, reader.types)) === false) return 0
  const early = reader.early === true ? news?.handledEarly(reader.name) : undefined
  const { waiting, ready, horizon, at } = await look(ground, reader, early)
  if (early !== undefined) forgetPassed(early, at)
  if (!waiting) news?.foundNothing(reader.name, horizon)
  if (!waiting || !ready) return 0
  const ctx = systemCtx(ground, systemActor(reader.name), signal)
  try {
    const taken = await ground.db.transaction((tx) => consumeBatch(tx, reader, ctx, early))
    for (const { txid, event_id, decided } of taken) decided ? early?.delete(event_id) : early?.set(event_id, BigInt(txid))
    return taken.length
  } catch (error) {
    await postpone(ground, reader.name, error)
    throw error
  }
}

/** Where a cursor is: at this event, of this transaction. */
interface Place {
  readonly txid: bigint
  readonly eventId: bigint
}

/** Another server may have passed what this one handled early. Compared as numbers: of texts, 999 is past 1,000. */
function forgetPassed(early: Map<string, bigint>, at: Place): void {
  for (const [eventId, txid] of early) if (txid < at.txid || (txid === at.txid && BigInt(eventId) <= at.eventId)) early.delete(eventId)
}

const isDecided = sql<boolean>`txid < pg_snapshot_xmin(pg_current_snapshot())`

/**
 * Whether anything waits, and may be handled now. Only reads: consumers ask several times a second, and a lock would cost a transaction id and a write each time. The cursor
 * moves over events of other types now and then, so that nobody reads them again and again and the outbox can be trimmed.
 */
async function look(
  ground: Ground,
  { name, types, follows }: Consumer,
  early: ReadonlyMap<string, bigint> | undefined,
): Promise<{ waiting: boolean; ready: boolean; horizon: bigint; at: Place }> {
  const isDue = early === undefined ? isDecided : sql`(${isDecided} or event_id <> all(${[...early.keys()]}::bigint[]))`
  const { rows } = await sql<{ waiting: boolean; ready: boolean; txid: string; event_id: string; horizon: string }>`
    with at as (select txid, event_id, retry_at from platform.outbox_cursor where consumer = ${name}
      union all select txid, event_id, null from platform.outbox_cursor where consumer = ${follows ?? null}
      union all select '0', 0, null limit 1)
    select txid::text, event_id::text, pg_snapshot_xmin(pg_current_snapshot())::text as horizon, retry_at is null or retry_at <= ${ground.clock.now()} as ready,
      exists (select from platform.outbox_event where (txid, event_id) > ((select txid from at), (select event_id from at))
        and ${isDue} and type = any(${types})) as waiting
    from at`.execute(ground.db.read)
  const { waiting, ready, txid, event_id, horizon } = rows[0]!
  if (!waiting && BigInt(horizon) - BigInt(txid) > transactionsPassedOver)
    await sql`
      insert into platform.outbox_cursor as cursor (consumer, txid, event_id) values (${name}, ${horizon}::xid8, 0)
      on conflict (consumer) do update set txid = excluded.txid, event_id = 0 where cursor.txid = ${txid}::xid8 and cursor.event_id = ${event_id}`.execute(
      ground.db.read,
    )
  return { waiting, ready, horizon: BigInt(horizon), at: { txid: BigInt(txid), eventId: BigInt(event_id) } }
}

/** Handles the next events, and moves the cursor to the last of them that is decided. Returns them, with those handled before that it passed. */
async function consumeBatch(tx: Tx, reader: Consumer, ctx: Ctx, early: ReadonlyMap<string, bigint> | undefined): Promise<readonly Row[]> {
  const at = (await lockCursor(tx, reader, ctx)) ?? ((await beginCursor(tx, reader)) ? await lockCursor(tx, reader, ctx) : undefined)
  if (at === undefined) return []
  const max = reader.eventsMax ?? eventsMax
  const { rows } = await sql<Row>`
    select txid, event_id, type, payload, ${isDecided} as decided from platform.outbox_event
    where (txid, event_id) > (${at.txid}::xid8, ${at.event_id}::bigint) and ${early === undefined ? isDecided : sql`true`} and type = any(${reader.types})
    order by txid, event_id limit ${max + (early?.size ?? 0)}`.execute(tx)
  const fresh = upToEnding(rows.filter((row) => early?.has(row.event_id) !== true).slice(0, max), reader)
  const last = fresh.at(-1)
  const taken = last === undefined ? rows.filter((row) => row.decided) : rows.slice(0, rows.indexOf(last) + 1)
  if (taken.length === 0) return []
  if (last !== undefined) await reader.handle(tx, fresh, ctx)
  const passed = taken.findLast((row) => row.decided) ?? at
  await sql`
    update platform.outbox_cursor set txid = ${passed.txid}::xid8, event_id = ${passed.event_id}, attempts = 0, retry_at = null, failed = null
    where consumer = ${reader.name}`.execute(tx)
  return taken
}

/** The cursor, if it is there, due and nobody else's at the moment. */
async function lockCursor(tx: Tx, { name }: Consumer, { clock }: Ctx): Promise<{ txid: string; event_id: string } | undefined> {
  const { rows } = await sql<{ txid: string; event_id: string }>`
    select txid, event_id from platform.outbox_cursor
    where consumer = ${name} and (retry_at is null or retry_at <= ${clock.now()})
    for update skip locked`.execute(tx)
  return rows[0]
}

/** Writes the cursor of a consumer that has none yet. Returns whether it had none. */
async function beginCursor(tx: Tx, { name, follows }: Consumer): Promise<boolean> {
  const { rows } = await sql`
    insert into platform.outbox_cursor (consumer, txid, event_id)
    select ${name}, txid, event_id from (select txid, event_id from platform.outbox_cursor where consumer = ${follows ?? null}
      union all select '0', 0 limit 1) as start
    on conflict do nothing returning consumer`.execute(tx)
  return rows.length > 0
}

/** The events of one transaction. */
function upToEnding(rows: readonly Row[], { endTransaction = [] }: Consumer): readonly Row[] {
  const ending = rows.findIndex(({ type }) => endTransaction.includes(type))
  return ending === -1 ? rows : rows.slice(0, ending + 1)
}

async function postpone(ground: Ground, name: string, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.name : 'error'
  const now = ground.clock.now()
  await sql`
    insert into platform.outbox_cursor as cursor (consumer, txid, event_id, attempts, failed, retry_at)
    values (${name}, '0', 0, 1, ${reason}, ${now}::timestamptz + interval '100 milliseconds')
    on conflict (consumer) do update set attempts = cursor.attempts + 1, failed = ${reason},
      retry_at = ${now}::timestamptz + least(${retryDelayMsMax}, 100 * 2 ^ least(cursor.attempts, 20)) * interval '1 millisecond'`
    .execute(ground.db.read)
    .catch(() => undefined) // the database is away; the next round tries again anyway
}

/** How far a consumer is behind: events it has not handled yet, capped at `countMax` to keep the question cheap. */
export async function readBacklogs(
  ground: Pick<Ground, 'db'>,
  consumers: readonly Consumer[],
  countMax = 10_000,
): Promise<{ consumer: string; behind: number; failed: string | null }[]> {
  return Promise.all(
    consumers.map(async (reader) => {
      const { rows } = await sql<{ behind: string; failed: string | null }>`
        with at as (select txid, event_id, failed from platform.outbox_cursor where consumer = ${reader.name})
        select (select count(*) from (select 1 from platform.outbox_event e
          where (e.txid, e.event_id) > (coalesce((select txid from at), '0'::xid8), coalesce((select event_id from at), 0)) and type = any(${reader.types})
          limit ${countMax}) waiting) as behind, (select failed from at) as failed`.execute(ground.db.read)
      return { consumer: reader.name, behind: Number(rows[0]?.behind ?? 0), failed: rows[0]?.failed ?? null }
    }),
  )
}

/** Deletes events older than `keepDays` that every one of these consumers has passed; those of former versions hold nothing back. */
export async function trimOutbox(ground: Pick<Ground, 'db' | 'clock'>, consumers: readonly Consumer[], keepDays = 7): Promise<void> {
  const before = new Date(ground.clock.now().getTime() - keepDays * 86_400_000)
  await sql`
    delete from platform.outbox_event where created_at < ${before}
      and (txid, event_id) <= (select txid, event_id from platform.outbox_cursor
        where consumer = any(${consumers.map((one) => one.name)}) order by txid, event_id limit 1)`.execute(ground.db.read)
}
