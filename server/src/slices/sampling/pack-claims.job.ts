/**
 * Packs claims of ids that are half an hour old, 64 to a row, so that what an id was used for can be kept for ever. A claim goes from one table to the other in
 * one transaction: there is no moment in which an id is not claimed.
 */
import { sql } from 'kysely'
import type { Ground } from '../../platform/context.ts'
import type { Loop } from '../../platform/loops.ts'
import { packedBelow } from './claims.command.ts'

const everyMs = 60_000
/** Claims in one transaction: so long a device that sends such an old record again may have to wait, 0.2 s. */
const claimsMax = 20_000
/** 64 claims are 1,600 bytes: below 2,000, from which on PostgreSQL moves columns out of the row. */
const claimsPerRow = 64

/** The loop that packs. */
export function packClaimsLoop(ground: Pick<Ground, 'db' | 'clock'>): Loop {
  return { name: 'sampling.pack-claims', everyMs, run: () => packClaims(ground) }
}

/** Packs at most `claimsMax`; returns how many. One server at a time. */
export async function packClaims({ db, clock }: Pick<Ground, 'db' | 'clock'>): Promise<number> {
  return db.transaction(async (tx) => {
    const { rows: locks } = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(hashtextextended('sampling.pack-claims', 0)) as mine`.execute(tx)
    if (locks[0]?.mine !== true) return 0
    const { rows } = await sql<{ claims: number }>`
      with old as materialized (
        select record_id from sampling.claim where record_id < ${packedBelow(clock.now())}::uuid order by record_id limit ${claimsMax}),
      taken as (delete from sampling.claim using old where claim.record_id = old.record_id returning claim.record_id, fingerprint),
      placed as (
        select *, (row_number() over (partition by bucket order by record_id) - 1) / ${claimsPerRow}::int as place
        from (select *, sampling.bucket_of(record_id) as bucket from taken) as bucketed)
      insert into sampling.packed_claims (bucket, record_ids, fingerprints)
      select bucket, array_agg(record_id order by record_id), array_agg(fingerprint order by record_id) from placed
      group by bucket, place order by bucket, place
      returning cardinality(record_ids) as claims`.execute(tx)
    return rows.reduce((sum, { claims }) => sum + claims, 0)
  })
}
