/**
 * Writing an event into the outbox: in the same transaction as the change it tells of, so that neither is ever without the other.
 */
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'

/** Event types and their payloads; each slice adds its own by declaration merging. Payloads carry ids and states, never personal data. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the slices
export interface EventPayloads {}

/** The name of an event: `slice.past_tense`. */
export type EventType = keyof EventPayloads & string

/** Tells the rest of the program that something happened. Delivered at least once, after the commit, in commit-safe order. */
export async function emit<T extends EventType>(tx: Tx, type: T, payload: EventPayloads[T]): Promise<void> {
  await emitAll(tx, type, [payload])
}

/** Writes several events of one type, in this order, in one statement. */
export async function emitAll<T extends EventType>(tx: Tx, type: T, payloads: readonly EventPayloads[T][]): Promise<void> {
  if (payloads.length === 0) return
  await sql`
    insert into platform.outbox_event (type, payload)
    select ${type}, payload::jsonb from unnest(${payloads.map((payload) => JSON.stringify(payload))}::text[]) with ordinality as said (payload, at)
    order by at`.execute(tx)
}
