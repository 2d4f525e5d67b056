/**
 * Which record an id belongs to, in all tubes and for ever: an id is claimed with a keyed fingerprint of all that its record says. The fingerprint tells a
 * repeated record from another one under the same id; it is keyed because the record may hold a document number.
 *
 * A claim is a row of its own until its id is half an hour old, and is packed with others then (pack-claims.job.ts): 26 bytes instead of 84.
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

const packedAgeMs = 30 * 60_000
/** By so much the clocks of two servers may differ. */
const clocksDifferMs = 15 * 60_000

/** Ids below this one may be packed now: UUIDv7 (RFC 9562) made half an hour ago. */
export function packedBelow(now: Date): string {
  return idAt(now.getTime() - packedAgeMs)
}

function idAt(unixMs: number): string {
  const hex = Math.max(0, unixMs).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}

/** The first 64 bits of a keyed hash, as PostgreSQL's bigint reads them. */
export function fingerprintOf(vault: Vault, purpose: 'sampling.record' | 'sampling.body', text: string): string {
  return vault.lookupHash(purpose, text).readBigInt64BE(0).toString()
}

/** Claims ids, sorted, so that two devices with the same records cannot wait in a circle; waits for one that claims the same id right now. */
export async function claimIds(tx: Tx, claims: readonly Claim[], now: Date): Promise<ReadonlyMap<string, Claimed>> {
  const { rows } = await sql<{ record_id: string }>`
    insert into sampling.claim (record_id, fingerprint)
    select * from unnest(${claims.map(({ recordId }) => recordId)}::uuid[], ${claims.map(({ fingerprint }) => fingerprint)}::bigint[]) as c (record_id, fingerprint)
    order by record_id on conflict do nothing returning record_id`.execute(tx)
  const fresh = rows.map(({ record_id }) => record_id)
  const packed = await leavePacked(tx, fresh, now)
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
async function leavePacked(tx: Tx, fresh: readonly string[], now: Date): Promise<ReadonlySet<string>> {
  const youngest = idAt(now.getTime() - packedAgeMs + clocksDifferMs)
  const old = fresh.filter((id) => id < youngest)
  if (old.length === 0) return new Set()
  const { rows } = await sql<{ record_id: string }>`select record_id from (${packedClaims(old)}) as packed`.execute(tx)
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

/** A bucket may have a thousand rows; by their first and last ids nearly all are left aside. */
function packedClaims(recordIds: readonly string[]): RawBuilder<unknown> {
  const sorted = recordIds.toSorted()
  return sql`
    select one.record_id, one.fingerprint
    from sampling.packed_claims cross join lateral unnest(record_ids, fingerprints) as one (record_id, fingerprint)
    where bucket = any(array(select distinct sampling.bucket_of(id) from unnest(${sorted}::uuid[]) as id))
      and record_ids[1] <= ${sorted.at(-1)}::uuid and record_ids[cardinality(record_ids)] >= ${sorted[0]}::uuid
      and one.record_id = any(${sorted}::uuid[])`
}
