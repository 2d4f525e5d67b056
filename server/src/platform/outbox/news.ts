/**
 * What is new in the outbox, asked once for all consumers of a process: each asks several times a second, and there is mostly nothing for any of them.
 */
import { sql } from 'kysely'
import { monotonicMs } from '../clock.ts'
import type { Database } from '../db/database.ts'
import type { EventType } from './emit.ts'

/** What one process knows of the outbox between the looks of its consumers. */
export interface OutboxNews {
  /** Whether a consumer of these types has to look: one came since it found nothing, or it has not looked for some seconds. */
  isNews(consumer: string, types: readonly EventType[]): Promise<boolean>
  /** It looked and found nothing; every transaction below `horizon` had ended by then. */
  foundNothing(consumer: string, horizon: bigint): void
  /** Ids of events that it has handled while older transactions ran, with their transactions: its cursor has still to pass them. For the consumer to keep. */
  handledEarly(consumer: string): Map<string, bigint>
}

/** Answers this old do for another consumer. */
const keptMs = 75
/** So often it looks in any case: its cursor moves on over what is not for it, and a waiting time may have passed. */
const looksEveryMs = 5_000

/**
 * News of one process's consumers. An event has the id of its transaction, and no transaction below the horizon of a look can still end after it: so there
 * is nothing new for a consumer as long as the newest event of its types lies below that horizon.
 */
export function createOutboxNews(db: Pick<Database, 'read'>, lookAgainMs = looksEveryMs): OutboxNews {
  const looks = new Map<string, { readonly horizon: bigint; readonly atMs: number }>()
  const early = new Map<string, Map<string, bigint>>()
  const newest = createNewest(db)
  return {
    isNews: async (consumer, types) => {
      const look = looks.get(consumer)
      if (look === undefined || monotonicMs() - look.atMs > lookAgainMs) return true
      const at = await newest.read()
      return types.some((type) => (at.get(type) ?? -1n) >= look.horizon)
    },
    foundNothing: (consumer, horizon) => {
      if (newest.knowsFrom(horizon)) looks.set(consumer, { horizon, atMs: monotonicMs() })
    },
    handledEarly: (consumer) => {
      const handled = early.get(consumer) ?? new Map<string, bigint>()
      early.set(consumer, handled)
      return handled
    },
  }
}

/** The newest event of each type. Only what may have come since the last answer is read. */
function createNewest(db: Pick<Database, 'read'>) {
  const newest = new Map<EventType, bigint>()
  let from: bigint | undefined
  let ended = 0n // all that had ended below this has been read
  let asked: { readonly answer: Promise<void>; readonly untilMs: number } | undefined
  const ask = async (): Promise<void> => {
    const { horizon, told } = await readNewest(db, ended)
    for (const { type, txid } of told) if (txid > (newest.get(type) ?? -1n)) newest.set(type, txid)
    if (horizon > ended) ended = horizon
  }
  return {
    read: async (): Promise<ReadonlyMap<EventType, bigint>> => {
      if (asked === undefined || monotonicMs() >= asked.untilMs) asked = { answer: ask(), untilMs: monotonicMs() + keptMs }
      await asked.answer
      return newest
    },
    /** Whether it knows, or will when it is asked, of every event from this transaction on. The first horizon is where it begins. */
    knowsFrom: (horizon: bigint): boolean => {
      if (from === undefined) [from, ended] = [horizon, horizon]
      return horizon >= from
    },
  }
}

/** Ordered by number: if the text were called `txid` too, PostgreSQL would order by that, and 999 would be the newest from 1,000 on. */
async function readNewest(
  db: Pick<Database, 'read'>,
  from: bigint,
): Promise<{ horizon: bigint; told: { type: EventType; txid: bigint }[] }> {
  const { rows } = await sql<{ horizon: string; type: EventType | null; newest: string | null }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as horizon, type, newest::text
    from (select) as now left join (
      select distinct on (type) type, txid as newest from platform.outbox_event where txid >= ${from.toString()}::xid8 order by type, txid desc) as told on true`.execute(
    db.read,
  )
  const told = rows.flatMap(({ type, newest }) => (type === null || newest === null ? [] : [{ type, txid: BigInt(newest) }]))
  return { horizon: BigInt(rows[0]!.horizon), told }
}
