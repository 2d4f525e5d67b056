/**
 * Writes folded tubes and swabs: one statement for all of a kind. The caller holds the tubes' locks.
 */
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { SwabRow, TubeRow } from './tube-rows.ts'

/** Forgets what was sealed about people who are found out. */
export async function deletePending(tx: Tx, swabs: readonly SwabRow[]): Promise<void> {
  if (swabs.length === 0) return
  await sql`
    delete from sampling.pending_subject as p using unnest(${swabs.map(({ tubeCode }) => tubeCode)}::text[], ${swabs.map(({ sampleId }) => sampleId)}::uuid[])
      as done (tube_code, sample_id) where p.tube_code = done.tube_code and p.record_id = done.sample_id`.execute(tx)
}

/** Writes swabs that are new, and the index of their residents. */
export async function insertSwabs(tx: Tx, swabs: readonly SwabRow[]): Promise<void> {
  if (swabs.length === 0) return
  await sql`
    insert into sampling.swab (sampled_at, removed_at, identified_by, state, sample_id, resident_id, site_id, round_id, tube_code, street_code)
    select sampled_at, removed_at, identified_by::sampling.identification, state::sampling.swab_state, sample_id, resident_id, site_id, round_id, tube_code, street_code
    from unnest(${swabs.map((one) => one.sampledAt)}::timestamptz[], ${swabs.map((one) => one.removedAt)}::timestamptz[],
      ${swabs.map((one) => one.identifiedBy)}::text[], ${swabs.map((one) => one.state)}::text[], ${swabs.map((one) => one.sampleId)}::uuid[],
      ${swabs.map((one) => one.residentId)}::uuid[], ${swabs.map((one) => one.siteId)}::uuid[], ${swabs.map((one) => one.roundId)}::uuid[],
      ${swabs.map((one) => one.tubeCode)}::text[], ${swabs.map((one) => one.streetCode)}::text[])
      as s (sampled_at, removed_at, identified_by, state, sample_id, resident_id, site_id, round_id, tube_code, street_code)`.execute(tx)
  await indexSamples(tx, swabs)
}

/** Writes what changed about swabs that are there, and the index of their residents. */
export async function updateSwabs(tx: Tx, swabs: readonly SwabRow[]): Promise<void> {
  if (swabs.length === 0) return
  await sql`
    update sampling.swab set state = s.state::sampling.swab_state, removed_at = s.removed_at, round_id = s.round_id
    from unnest(${swabs.map((one) => one.tubeCode)}::text[], ${swabs.map((one) => one.sampleId)}::uuid[], ${swabs.map((one) => one.state)}::text[],
      ${swabs.map((one) => one.removedAt)}::timestamptz[], ${swabs.map((one) => one.roundId)}::uuid[]) as s (tube_code, sample_id, state, removed_at, round_id)
    where swab.tube_code = s.tube_code and swab.sample_id = s.sample_id`.execute(tx)
  const gone = swabs.filter(({ state }) => state !== 'counted')
  if (gone.length > 0)
    await sql`
      delete from sampling.sample_of_resident as i using unnest(${gone.map((one) => one.residentId)}::uuid[], ${gone.map((one) => one.sampleId)}::uuid[])
        as g (resident_id, sample_id) where i.resident_id = g.resident_id and i.sample_id = g.sample_id`.execute(tx)
  await indexSamples(tx, swabs)
}

async function indexSamples(tx: Tx, swabs: readonly SwabRow[]): Promise<void> {
  const counted = swabs.filter(({ state }) => state === 'counted')
  if (counted.length === 0) return
  await sql`
    insert into sampling.sample_of_resident (sampled_at, resident_id, sample_id, tube_code)
    select * from unnest(${counted.map((one) => one.sampledAt)}::timestamptz[], ${counted.map((one) => one.residentId)}::uuid[],
      ${counted.map((one) => one.sampleId)}::uuid[], ${counted.map((one) => one.tubeCode)}::text[]) on conflict do nothing`.execute(tx)
}

/** Writes tubes that changed. */
export async function updateTubes(tx: Tx, tubes: readonly TubeRow[]): Promise<void> {
  if (tubes.length === 0) return
  const column = <T>(read: (one: TubeRow) => T): T[] => tubes.map(read)
  await sql`
    update sampling.tube set opened_at = t.opened_at, closed_at = t.closed_at, boxed_at = t.boxed_at, first_sampled_at = t.first_sampled_at,
      pool = t.pool::sampling.pool, swabs_counted = t.swabs_counted, swabs = t.swabs, site_id = t.site_id, device_id = t.device_id, round_id = t.round_id,
      ambiguous = t.ambiguous, box_code = t.box_code
    from unnest(${column((one) => one.tubeCode)}::text[], ${column((one) => one.openedAt)}::timestamptz[], ${column((one) => one.closedAt)}::timestamptz[],
      ${column((one) => one.boxedAt)}::timestamptz[], ${column((one) => one.firstSampledAt)}::timestamptz[], ${column((one) => one.pool)}::text[],
      ${column((one) => one.swabsCounted)}::int[], ${column((one) => one.swabs)}::int[], ${column((one) => one.siteId)}::uuid[],
      ${column((one) => one.deviceId)}::uuid[], ${column((one) => one.roundId)}::uuid[], ${column((one) => one.ambiguous)}::bool[],
      ${column((one) => one.boxCode)}::text[])
      as t (tube_code, opened_at, closed_at, boxed_at, first_sampled_at, pool, swabs_counted, swabs, site_id, device_id, round_id, ambiguous, box_code)
    where tube.tube_code = t.tube_code`.execute(tx)
}
