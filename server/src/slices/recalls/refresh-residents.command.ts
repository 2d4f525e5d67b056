/**
 * Recalls and messages of residents, made what the facts say: read everything about their noted tubes, compute, write what differs. Whether a message was
 * read is the only thing that stays as it was.
 */
import { sql } from 'kysely'
import type { Queryable, Tx } from '../../platform/db/database.ts'
import { groupBy } from '../../platform/group-by.ts'
import { readIdentities } from '../residents/index.ts'
import { type FollowUp, followUp } from './follow-up.ts'
import { readOwnTubes } from './own-tubes.query.ts'

const residentsAtOnce = 500

/** Any number of residents, each of them recomputed as a whole. */
export async function refreshResidents(tx: Tx, residentIds: readonly string[]): Promise<void> {
  for (let start = 0; start < residentIds.length; start += residentsAtOnce)
    await refreshPage(tx, residentIds.slice(start, start + residentsAtOnce))
}

async function refreshPage(tx: Tx, residentIds: readonly string[]): Promise<void> {
  const tubes = await readOwnTubes(tx, await readNoted(tx, residentIds))
  const wanted = new Map(residentIds.map((residentId) => [residentId, followUp(tubes.get(residentId) ?? [])]))
  await writeRecalls(tx, wanted)
  await writeMessages(tx, wanted)
}

async function readNoted(db: Queryable, residentIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db.selectFrom('recalls.noted_tube').selectAll().where('resident_id', 'in', residentIds).execute()
  return new Map([...groupBy(rows, (row) => row.resident_id)].map(([id, noted]) => [id, noted.map((row) => row.tube_code)]))
}

async function writeRecalls(tx: Tx, wanted: ReadonlyMap<string, FollowUp>): Promise<void> {
  const rows = [...wanted].flatMap(([residentId, { recalls }]) => recalls.map((recall) => ({ residentId, ...recall })))
  const homes = await readIdentities(tx, [...new Set(rows.map((row) => row.residentId))])
  const column = <T>(read: (row: (typeof rows)[number]) => T): T[] => rows.map(read)
  await sql`
    delete from recalls.recall where resident_id = any(${[...wanted.keys()]}::uuid[])
      and recall_id <> all(${column((row) => row.recallId)}::uuid[])`.execute(tx)
  await sql`
    insert into recalls.recall as known (resident_id, recall_id, tube_code, round_id, street_code, asked_at, state, ended_at)
    select * from unnest(${column((row) => row.residentId)}::uuid[], ${column((row) => row.recallId)}::uuid[], ${column((row) => row.tubeCode)}::text[],
      ${column((row) => row.roundId)}::uuid[], ${column((row) => homes.get(row.residentId)?.streetCode ?? '')}::text[],
      ${column((row) => row.askedAt)}::timestamptz[], ${column((row) => row.state)}::text[], ${column((row) => row.endedAt)}::timestamptz[])
    on conflict (resident_id, recall_id) do update set round_id = excluded.round_id, street_code = excluded.street_code, asked_at = excluded.asked_at,
      state = excluded.state, ended_at = excluded.ended_at
    where (known.round_id, known.street_code, known.asked_at, known.state, known.ended_at)
      is distinct from (excluded.round_id, excluded.street_code, excluded.asked_at, excluded.state, excluded.ended_at)`.execute(tx)
}

async function writeMessages(tx: Tx, wanted: ReadonlyMap<string, FollowUp>): Promise<void> {
  const rows = [...wanted].flatMap(([residentId, { messages }]) => messages.map((message) => ({ residentId, ...message })))
  const column = <T>(read: (row: (typeof rows)[number]) => T): T[] => rows.map(read)
  await sql`
    delete from recalls.message where resident_id = any(${[...wanted.keys()]}::uuid[])
      and message_id <> all(${column((row) => row.messageId)}::uuid[])`.execute(tx)
  await sql`
    insert into recalls.message as known (resident_id, message_id, kind, at, data)
    select resident_id, message_id, kind, at, data::jsonb from unnest(${column((row) => row.residentId)}::uuid[],
      ${column((row) => row.messageId)}::uuid[], ${column((row) => row.kind)}::text[], ${column((row) => row.at)}::timestamptz[],
      ${column((row) => JSON.stringify(row.data))}::text[]) as said (resident_id, message_id, kind, at, data)
    on conflict (resident_id, message_id) do update set at = excluded.at, data = excluded.data
    where (known.at, known.data) is distinct from (excluded.at, excluded.data)`.execute(tx)
}
