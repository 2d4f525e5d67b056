/**
 * Which record an id belongs to, in all tubes and for ever: an id is claimed with a keyed fingerprint of all that its record says. The fingerprint tells a
 * repeated record from another one under the same id; it is keyed because the record may hold a document number.
 */
import { sql } from 'kysely'
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
  const fresh = new Set(rows.map(({ record_id }) => record_id))
  const known = await readClaims(
    tx,
    claims.flatMap(({ recordId }) => (fresh.has(recordId) ? [] : [recordId])),
  )
  return new Map(
    claims.map(({ recordId, fingerprint }) => {
      if (fresh.has(recordId)) return [recordId, 'new']
      return [recordId, known.get(recordId) === fingerprint ? 'already' : 'reused']
    }),
  )
}

/** The fingerprints of ids that are claimed. */
export async function readClaims(db: Queryable, recordIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (recordIds.length === 0) return new Map()
  const { rows } = await sql<{ record_id: string; fingerprint: string }>`
    select record_id, fingerprint from sampling.claim where record_id = any(${recordIds}::uuid[])`.execute(db)
  return new Map(rows.map(({ record_id, fingerprint }) => [record_id, fingerprint]))
}
