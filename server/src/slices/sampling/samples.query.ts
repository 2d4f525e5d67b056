/**
 * Samples as other slices may see them. A sample is a swab that counts; readSwabsOfTubes also shows those that were taken out.
 */
import type { Pool } from '@evergate/pass/sampling'
import { type RawBuilder, sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'
import { findProvisional, readIdentities } from '../residents/index.ts'

export interface Sample {
  readonly tubeCode: string
  readonly sampleId: string
  readonly residentId: string
  readonly sampledAt: Date
  readonly siteId: string
}

export interface Swab extends Sample {
  readonly deviceId: string | null
  readonly identifiedBy: 'phone_pass' | 'paper_pass' | 'document' | 'provisional'
  /** Nobody has registered as this person yet. */
  readonly provisional: boolean
  /** Does not count: undone, moved, voided, or another scan of somebody who is in the tube already. */
  readonly removed: boolean
  /** When it was taken out; null where it counts, or is another scan only. */
  readonly removedAt: Date | null
  /** Taken out by staff, not by the desk itself. */
  readonly voided: boolean
}

/** The samples in these tubes; tubes that nobody registered are left out. */
export async function findSamplesByTubes(db: Queryable, tubeCodes: readonly string[]): Promise<Sample[]> {
  if (tubeCodes.length === 0) return []
  const { rows } = await sql<Sample>`
    select tube_code as "tubeCode", sample_id as "sampleId", resident_id as "residentId", sampled_at as "sampledAt", site_id as "siteId"
    from sampling.swab where tube_code = any(${tubeCodes}::text[]) and state = 'counted'`.execute(db)
  return rows
}

/** A swab and whose it is: what a result says, it says of these. */
export interface Member extends Pick<Sample, 'tubeCode' | 'sampleId' | 'residentId' | 'sampledAt'> {
  readonly removed: boolean
  /** Taken out by staff. */
  readonly voided: boolean
  /** Another scan of somebody who is in the tube already: the first one speaks for both. */
  readonly repeated: boolean
}

/** A swab as it stands, without the desk it was taken at. */
export type TakenSwab = Pick<Swab, 'tubeCode' | 'sampleId' | 'residentId' | 'sampledAt' | 'identifiedBy' | 'provisional' | 'removed'>

/** Every swab of these tubes, also those that no longer count. Narrower than `readSwabsOfTubes`: a whole round is read through it. */
export async function readMembersOfTubes(db: Queryable, tubeCodes: readonly string[]): Promise<Member[]> {
  if (tubeCodes.length === 0) return []
  const { rows } = await sql<{ tube_code: string; sample_id: string; resident_id: string; sampled_ms: number; state: string }>`
    select tube_code, sample_id, resident_id, date_part('epoch', sampled_at) * 1000 as sampled_ms, state
    from sampling.swab where tube_code = any(${tubeCodes}::text[])`.execute(db)
  return rows.map(({ tube_code: tubeCode, sample_id: sampleId, resident_id: residentId, sampled_ms: sampledMs, state }) => ({
    tubeCode,
    sampleId,
    residentId,
    sampledAt: new Date(Math.round(sampledMs)),
    removed: state !== 'counted',
    voided: state === 'voided',
    repeated: state === 'repeated',
  }))
}

/** Every swab of these tubes as it stands. Narrower than `readSwabsOfTubes`, for those who follow a whole round. */
export async function readTakenSwabs(db: Queryable, tubeCodes: readonly string[]): Promise<TakenSwab[]> {
  if (tubeCodes.length === 0) return []
  const { rows } = await sql<{
    tube_code: string
    sample_id: string
    resident_id: string
    sampled_ms: number
    identified_by: Swab['identifiedBy']
    counted: boolean
  }>`
    select tube_code, sample_id, resident_id, date_part('epoch', sampled_at) * 1000 as sampled_ms, identified_by, state = 'counted' as counted
    from sampling.swab where tube_code = any(${tubeCodes}::text[])`.execute(db)
  const provisional = await findProvisional(db, [...new Set(rows.map((row) => row.resident_id))])
  return rows.map((row) => ({
    tubeCode: row.tube_code,
    sampleId: row.sample_id,
    residentId: row.resident_id,
    sampledAt: new Date(Math.round(row.sampled_ms)),
    identifiedBy: row.identified_by,
    provisional: provisional.has(row.resident_id),
    removed: !row.counted,
  }))
}

/** Every swab of these tubes, also those that no longer count. */
export async function readSwabsOfTubes(db: Queryable, tubeCodes: readonly string[]): Promise<Swab[]> {
  if (tubeCodes.length === 0) return []
  const { rows } = await sql<Omit<Swab, 'provisional'>>`
    with record as materialized (select container_code, record_id, device_id from sampling.record where container_code = any(${tubeCodes}::text[]))
    select swab.tube_code as "tubeCode", sample_id as "sampleId", resident_id as "residentId", swab.site_id as "siteId", record.device_id as "deviceId",
      sampled_at as "sampledAt", identified_by as "identifiedBy", state <> 'counted' as removed, removed_at as "removedAt", state = 'voided' as voided
    from sampling.swab left join record on container_code = swab.tube_code and record_id = sample_id
    where swab.tube_code = any(${tubeCodes}::text[])`.execute(db)
  const identities = await readIdentities(db, [...new Set(rows.map(({ residentId }) => residentId))])
  return rows.map((row) => ({ ...row, provisional: identities.get(row.residentId)?.provisional ?? false }))
}

/** A resident's samples, newest first, at most `limit`. */
export async function readSamplesOfResident(
  db: Queryable,
  residentId: string,
  limit: number,
): Promise<(Sample & { readonly kind: Pool | null })[]> {
  const { rows } = await sql<Sample & { kind: Pool | null }>`
    with own as materialized (select tube_code, resident_id from sampling.sample_of_resident where resident_id = ${residentId}
      order by sampled_at desc limit ${limit})
    select swab.tube_code as "tubeCode", sample_id as "sampleId", resident_id as "residentId", sampled_at as "sampledAt", swab.site_id as "siteId", pool as kind
    from own join sampling.swab using (tube_code, resident_id) join sampling.tube using (tube_code) where state = 'counted' order by sampled_at desc`.execute(
    db,
  )
  return rows
}

/** All samples of these residents, with their rounds. */
export async function readSamplesOfResidents(
  db: Queryable,
  residentIds: readonly string[],
): Promise<(Sample & { readonly roundId: string | null })[]> {
  if (residentIds.length === 0) return []
  const { rows } = await sql<Sample & { roundId: string | null }>`
    with own as materialized (select tube_code, resident_id from sampling.sample_of_resident where resident_id = any(${residentIds}::uuid[]))
    select tube_code as "tubeCode", sample_id as "sampleId", resident_id as "residentId", sampled_at as "sampledAt", site_id as "siteId",
      round_id as "roundId"
    from own join sampling.swab using (tube_code, resident_id) where state = 'counted'`.execute(db)
  return rows
}

/** The codes of tubes with a swab of theirs that counts, each once. */
export async function readTubesOfResidents(db: Queryable, residentIds: readonly string[]): Promise<string[]> {
  if (residentIds.length === 0) return []
  const { rows } = await sql<{ tube_code: string }>`
    select distinct tube_code from sampling.sample_of_resident where resident_id = any(${residentIds}::uuid[])`.execute(db)
  return rows.map((row) => row.tube_code)
}

/** This resident's swabs in such tubes, as a part of somebody's statement: a query with the columns tube_code, sample_id and sampled_at. */
export function swabsOfResident(residentId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select swab.tube_code, swab.sample_id, swab.sampled_at from sampling.swab
    where swab.tube_code = any(array(select own.tube_code from sampling.sample_of_resident as own where own.resident_id = ${residentId}))
      and swab.resident_id = ${residentId}`
}

/** The same of those among them who have more than one sample: nobody else can have been sampled twice. */
export async function readSamplesOfRepeated(db: Queryable, residentIds: readonly string[]): ReturnType<typeof readSamplesOfResidents> {
  if (residentIds.length === 0) return []
  const { rows } = await sql<{ resident_id: string }>`
    select resident_id from sampling.sample_of_resident where resident_id = any(${residentIds}::uuid[])
    group by resident_id having count(*) > 1`.execute(db)
  return readSamplesOfResidents(
    db,
    rows.map((row) => row.resident_id),
  )
}

/** Which of these residents were sampled at or after `from` and before `to`. */
export async function findSampled(db: Queryable, residentIds: readonly string[], from: Date, to: Date): Promise<Set<string>> {
  if (residentIds.length === 0) return new Set()
  const { rows } = await sql<{ residentId: string }>`
    select distinct resident_id as "residentId" from sampling.sample_of_resident
    where resident_id = any(${residentIds}::uuid[]) and sampled_at >= ${from} and sampled_at < ${to}`.execute(db)
  return new Set(rows.map(({ residentId }) => residentId))
}
