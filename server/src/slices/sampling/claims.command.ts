/**
 * Which record an id belongs to, in all tubes and for ever: an id is claimed with a keyed fingerprint of all that its record says. The fingerprint tells a
 * repeated record from another one under the same id; it is keyed because the record may hold a document number.
 *
 * A claim is a row of its own until its id is some time old, and is packed with others then (pack-claims.job.ts): 27 bytes instead of 84. Nothing here asks how
 * old an id is: clocks differ, and who packed it may have had another.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Queryable, Tx } from '../../platform/db/database.ts'
import type { Vault } from '../../platform/vault.ts'

/** An id with the fingerprint of its record. */
export interface Claim {
  readonly recordId: string
  readonly fingerprint: string
}

/** What became of a claim: the id is now this record's, was this record's already, or is another record's. */
export type Claimed = 'new' | 'already' | 'reused'

/** The first 64 bits of a keyed hash, as PostgreSQL's bigint reads them. */
export function fingerprintOf(vault: Vault, purpose: 'sampling.record' | 'sampling.body', text: string): string {
  return vault.lookupHash(purpose, text).readBigInt64BE(0).toString()
}

/** Claims ids, sorted, so that two devices with the same records cannot wait in a circle; waits for one that claims the same id right now. */
export async function claimIds(tx: Tx, claims: readonly Claim[]): Promise<ReadonlyMap<string, Claimed>> {
  const { rows } = await sql<{ record_id: string }>`
    insert into sampling.claim (record_id, fingerprint)
    select * from unnest(${claims.map(({ recordId }) => recordId)}::uuid[], ${claims.map(({ fingerprint }) => fingerprint)}::bigint[]) as c (record_id, fingerprint)
    order by record_id on conflict do nothing returning record_id`.execute(tx)
  const fresh = rows.map(({ record_id }) => record_id)
  const packed = await leavePacked(tx, fresh)
  const isNew = new Set(fresh.filter((id) => !packed.has(id)))
  const known = await readClaims(
    tx,
    claims.flatMap(({ recordId }) => (isNew.has(recordId) ? [] : [recordId])),
  )
  return new Map(
    claims.map(({ recordId, fingerprint }) => {
      if (isNew.has(recordId)) return [recordId, 'new']
      return [recordId, known.get(recordId) === fingerprint ? 'already' : 'reused']
    }),
  )
}

/**
 * Of ids just claimed, those that were packed: their new claims are taken back. Looked for after claiming: whoever packs an id holds its row till the packed one
 * can be seen, so that a claim that found no row finds this.
 */
async function leavePacked(tx: Tx, fresh: readonly string[]): Promise<ReadonlySet<string>> {
  if (fresh.length === 0) return new Set()
  const { rows } = await sql<{ record_id: string }>`select record_id from (${packedClaims(fresh)}) as packed`.execute(tx)
  const packed = rows.map(({ record_id }) => record_id)
  if (packed.length > 0) await sql`delete from sampling.claim where record_id = any(${packed}::uuid[])`.execute(tx)
  return new Set(packed)
}

/** The fingerprints of ids that are claimed. */
export async function readClaims(db: Queryable, recordIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (recordIds.length === 0) return new Map()
  const { rows } = await sql<{ record_id: string; fingerprint: string }>`
    select record_id, fingerprint from sampling.claim where record_id = any(${recordIds}::uuid[])
    union all ${packedClaims(recordIds)}`.execute(db)
  return new Map(rows.map(({ record_id, fingerprint }) => [record_id, fingerprint]))
}

/**
 * Looked up id by id in the index of buckets, first and last ids: of a row that cannot hold the id nothing is read. `limit` says to PostgreSQL that this is so,
 * which otherwise might read all rows once for many ids.
 */
function packedClaims(recordIds: readonly string[]): RawBuilder<unknown> {
  return sql`
    select id as record_id, packed.fingerprint
    from unnest(${recordIds}::uuid[]) as id cross join lateral (
      select fingerprints[array_position(record_ids, id)] as fingerprint from sampling.packed_claims
      where bucket = sampling.bucket_of(id) and record_ids[1] <= id and record_ids[cardinality(record_ids)] >= id and id = any(record_ids)
      limit 1) as packed`
}
