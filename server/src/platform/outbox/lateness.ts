/**
 * How late the consumers of the outbox are. One cheap question for all of them; changes nothing.
 */
import { sql } from 'kysely'
import type { Ground } from '../context.ts'
import type { Consumer } from './consumer.ts'

/** Age of the oldest event that one of these consumers has not handled, seconds; 0 where there is none. One that fails is not late but broken: it is left out. */
export async function readLateness(ground: Pick<Ground, 'db'>, consumers: readonly Pick<Consumer, 'name' | 'types'>[]): Promise<number> {
  const asked = JSON.stringify(consumers.map(({ name, types }) => ({ name, types })))
  const { rows } = await sql<{ seconds: string | null }>`
    select max(extract(epoch from clock_timestamp() - event.created_at)) as seconds
    from jsonb_to_recordset(${asked}::jsonb) as one (name text, types text[])
    left join platform.outbox_cursor cursor on cursor.consumer = one.name
    cross join lateral (
      select created_at from platform.outbox_event e
      where (e.txid, e.event_id) > (coalesce(cursor.txid, '0'::xid8), coalesce(cursor.event_id, 0)) and e.type = any(one.types)
      order by e.txid, e.event_id limit 1
    ) event
    where cursor.failed is null`.execute(ground.db.read)
  return Math.max(0, Number(rows[0]?.seconds ?? 0))
}
