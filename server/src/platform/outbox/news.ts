/**
 * What is new in the outbox, asked once for all consumers of a process: each asks several times a second, and there is mostly nothing for any of them.
 */
import { sql } from 'kysely'
import { monotonicMs } from '../clock.ts'
import type { Database } from '../db/database.ts'

/** Where the outbox was when a consumer last found nothing in it. */
export interface OutboxNews {
  /** Whether a consumer has to look: something came since it found nothing, or it has not looked for some seconds. */
  isNews(consumer: string): Promise<boolean>
  /** It looked and found nothing; every transaction below `horizon` had ended by then. */
  foundNothing(consumer: string, horizon: bigint): void
}

/** Answers this old do for another consumer. */
const keptMs = 75
/** So often it looks in any case: its cursor moves on over what is not for it, and a waiting time may have passed. */
const looksEveryMs = 5_000

/**
 * News of one process's consumers. An event has the id of its transaction, and no transaction below the horizon of a look can still end after it: so there
 * is nothing new as long as the newest event there is lies below that horizon.
 */
export function createOutboxNews(db: Pick<Database, 'read'>, lookAgainMs = looksEveryMs): OutboxNews {
  const looks = new Map<string, { readonly horizon: bigint; readonly atMs: number }>()
  let asked: { readonly newest: Promise<bigint>; readonly untilMs: number } | undefined
  const newest = (): Promise<bigint> => {
    if (asked === undefined || monotonicMs() >= asked.untilMs) asked = { newest: readNewest(db), untilMs: monotonicMs() + keptMs }
    return asked.newest
  }
  return {
    isNews: async (consumer) => {
      const look = looks.get(consumer)
      return look === undefined || monotonicMs() - look.atMs > lookAgainMs || (await newest()) >= look.horizon
    },
    foundNothing: (consumer, horizon) => void looks.set(consumer, { horizon, atMs: monotonicMs() }),
  }
}

/** By number: if the text were called `txid` too, PostgreSQL would order by that, and 999 would be the newest from 1,000 on. */
async function readNewest(db: Pick<Database, 'read'>): Promise<bigint> {
  const { rows } = await sql<{ newest: string }>`
    select txid::text as newest from platform.outbox_event order by txid desc, event_id desc limit 1`.execute(db.read)
  return BigInt(rows[0]?.newest ?? 0)
}
