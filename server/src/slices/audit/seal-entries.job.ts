/**
 * Seals the audit trail in a hash chain, some entries at a time, and checks the chain. Writers of entries never wait for it.
 * Takes only entries whose transaction is below every running one, so that an entry that commits late falls into the next seal, not into none.
 */
import { sql } from 'kysely'
import type { Ctx, Ground } from '../../platform/context.ts'
import type { Queryable } from '../../platform/db/database.ts'

const entriesMax = 10_000

interface Seal {
  readonly seal_number: string
  readonly last_txid: string
  readonly last_entry_id: string
  readonly hash: Buffer
}

const beginning: Seal = {
  seal_number: '0',
  last_txid: '0',
  last_entry_id: '00000000-0000-0000-0000-000000000000',
  hash: Buffer.alloc(32),
}

/** Seals what waits, at most `entriesMax` entries. Returns how many; 0 also where another server is sealing. */
export async function sealEntries(ground: Ground): Promise<number> {
  return ground.db.transaction(async (tx) => {
    const lock = await sql<{ held: boolean }>`select pg_try_advisory_xact_lock(hashtextextended('audit.seal', 0)) as held`.execute(tx)
    if (lock.rows[0]?.held !== true) return 0
    const last = (await sql<Seal>`select * from audit.seal order by seal_number desc limit 1`.execute(tx)).rows[0] ?? beginning
    const { rows } = await sql<{ last_txid: string | null; last_entry_id: string; entries: string; hash: Buffer }>`
      with fresh as (
        select * from audit.entry
        where (txid, entry_id) > (${last.last_txid}::xid8, ${last.last_entry_id}::uuid) and txid < pg_snapshot_xmin(pg_current_snapshot())
        order by txid, entry_id limit ${entriesMax})
      select (array_agg(txid order by txid desc, entry_id desc))[1] as last_txid,
        (array_agg(entry_id order by txid desc, entry_id desc))[1] as last_entry_id, count(*) as entries, ${hashOver(last.hash)} as hash
      from fresh`.execute(tx)
    const seal = rows[0]!
    if (seal.last_txid === null) return 0
    await sql`
      insert into audit.seal (seal_number, sealed_at, last_txid, last_entry_id, entries, hash)
      values (${last.seal_number}::bigint + 1, ${ground.clock.now()}, ${seal.last_txid}::xid8, ${seal.last_entry_id}, ${seal.entries}, ${seal.hash})`.execute(
      tx,
    )
    return Number(seal.entries)
  })
}

/** Recomputes the chain. Returns the number of the first seal that does not fit, or null where all do. */
export async function findBrokenSeal(ctx: Pick<Ctx, 'db'>): Promise<number | null> {
  let last = beginning
  for (;;) {
    const next = (
      await sql<
        Seal & { entries: number }
      >`select * from audit.seal where seal_number > ${last.seal_number} order by seal_number limit 1`.execute(ctx.db.read)
    ).rows[0]
    if (next === undefined) return null
    const found = await recompute(ctx.db.read, last, next)
    const fits = Number(next.seal_number) === Number(last.seal_number) + 1 && found.entries === next.entries && found.hash.equals(next.hash)
    if (!fits) return Number(next.seal_number)
    last = next
  }
}

async function recompute(db: Queryable, from: Seal, to: Seal): Promise<{ entries: number; hash: Buffer }> {
  const { rows } = await sql<{ entries: string; hash: Buffer }>`
    select count(*) as entries, ${hashOver(from.hash)} as hash from audit.entry
    where (txid, entry_id) > (${from.last_txid}::xid8, ${from.last_entry_id}::uuid)
      and (txid, entry_id) <= (${to.last_txid}::xid8, ${to.last_entry_id}::uuid)`.execute(db)
  return { entries: Number(rows[0]!.entries), hash: rows[0]!.hash }
}

/** SHA-256 over the hash before and all fields of all entries; JSON arrays keep the fields apart. */
function hashOver(before: Buffer) {
  return sql`sha256(${before}::bytea || convert_to(coalesce(string_agg(jsonb_build_array(entry_id, extract(epoch from at), actor_kind, actor_id,
    action, subject, outcome, purpose, detail, request_id)::text, E'\n' order by txid, entry_id), ''), 'UTF8'))`
}
