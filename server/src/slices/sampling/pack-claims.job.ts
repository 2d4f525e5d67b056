/**
 * Packs claims, 64 to a row, so that what an id was used for can be kept for ever. A claim goes from one table to the other in one transaction: there is no moment
 * in which an id is not claimed.
 *
 * What is packed is a bucket, the ids of 65 seconds, once it is half an hour old and worth a row: rows of a few ids would be as dear as claims. Fewer than fill a
 * row wait for others of their time, such as those of a desk that was offline, a day at most.
 */
import { sql } from 'kysely'
import type { Ground } from '../../platform/context.ts'
import type { Loop } from '../../platform/loops.ts'

const everyMs = 60_000
/** Claims in one transaction: so long a device that sends such an old record again may have to wait, 0.2 s. */
const claimsMax = 20_000
/** 64 claims are 1,600 bytes: below 2,000, from which on PostgreSQL moves columns out of the row. */
const claimsPerRow = 64
const minute = 60_000
const packedAgeMs = 30 * minute
const waitingAgeMs = 24 * 60 * minute
/** As `sampling.bucket_of` has it. */
const bucketMs = 0x1_0000
/** So many are looked at, oldest first: all that can be waiting, and as many as are packed at once. */
const lookedAtMax = Math.ceil(waitingAgeMs / bucketMs) * (claimsPerRow - 1) + claimsMax

/** The loop that packs. */
export function packClaimsLoop(ground: Pick<Ground, 'db' | 'clock'>): Loop {
  return { name: 'sampling.pack-claims', everyMs, atOnceFrom: claimsMax, run: () => packClaims(ground) }
}

/** Packs at most `claimsMax`; returns how many. One server at a time. */
export async function packClaims({ db, clock }: Pick<Ground, 'db' | 'clock'>): Promise<number> {
  const now = clock.now().getTime()
  return db.transaction(async (tx) => {
    const { rows: locks } = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(hashtextextended('sampling.pack-claims', 0)) as mine`.execute(tx)
    if (locks[0]?.mine !== true) return 0
    const { rows } = await sql<{ claims: number }>`
      with old as materialized (
        select record_id, sampling.bucket_of(record_id) as bucket from sampling.claim
        where record_id < ${bucketAt(now - packedAgeMs)}::uuid order by record_id limit ${lookedAtMax}),
      due as materialized (
        select record_id from old
        where record_id < ${bucketAt(now - waitingAgeMs)}::uuid
          or bucket in (select bucket from old group by bucket having count(*) >= ${claimsPerRow})
        order by record_id limit ${claimsMax}),
      taken as (delete from sampling.claim using due where claim.record_id = due.record_id returning claim.record_id, fingerprint),
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

/** The lowest id of the bucket of this time (UUIDv7, RFC 9562): below it are the ids of buckets that were over by then. */
function bucketAt(unixMs: number): string {
  const hex = Math.floor(Math.max(0, unixMs) / bucketMs)
    .toString(16)
    .padStart(8, '0')
  return `${hex}-0000-0000-0000-000000000000`
}
