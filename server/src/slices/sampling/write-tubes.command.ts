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

/** A tube with everybody whose swab is in it and who is known. */
export interface TubeSwabs {
  readonly tubeCode: string
  /** Whose swab counted when the tube was read, and when it was taken. */
  readonly before: readonly CountedSwab[]
  /** At least one, all of one round. */
  readonly swabs: readonly SwabRow[]
}

type CountedSwab = Pick<SwabRow, 'residentId' | 'sampledAt'>

/** Writes all swabs of these tubes, and the index of their residents. The order of a row's swabs follows from them alone: by time, then by id. */
export async function writeSwabs(tx: Tx, tubes: readonly TubeSwabs[]): Promise<void> {
  if (tubes.length === 0) return
  const rows = tubes.map(({ tubeCode, swabs }) => rowOf(tubeCode, swabs.toSorted(byTime)))
  await sql`
    insert into sampling.tube_swabs (site_id, round_id, tube_code, streets, sample_ids, resident_ids, sampled_ats, identified_by, states, removed_ats, site_ids)
    select site_id, round_id, tube_code, streets, sample_ids::uuid[], resident_ids::uuid[], sampled_ats::timestamptz[],
      identified_by::sampling.identification[], states::sampling.swab_state[], removed_ats::timestamptz[], site_ids::uuid[]
    from unnest(${rows.map((row) => row.siteId)}::uuid[], ${rows.map((row) => row.roundId)}::uuid[], ${rows.map((row) => row.tubeCode)}::text[],
      ${rows.map((row) => row.streets)}::text[], ${rows.map((row) => row.sampleIds)}::text[], ${rows.map((row) => row.residentIds)}::text[],
      ${rows.map((row) => row.sampledAts)}::text[], ${rows.map((row) => row.identifiedBy)}::text[], ${rows.map((row) => row.states)}::text[],
      ${rows.map((row) => row.removedAts)}::text[], ${rows.map((row) => row.siteIds)}::text[])
      as t (site_id, round_id, tube_code, streets, sample_ids, resident_ids, sampled_ats, identified_by, states, removed_ats, site_ids)
    on conflict (tube_code) do update set site_id = excluded.site_id, round_id = excluded.round_id, streets = excluded.streets,
      sample_ids = excluded.sample_ids, resident_ids = excluded.resident_ids, sampled_ats = excluded.sampled_ats,
      identified_by = excluded.identified_by, states = excluded.states, removed_ats = excluded.removed_ats, site_ids = excluded.site_ids`.execute(
    tx,
  )
  await indexSamples(tx, tubes)
}

function byTime(one: SwabRow, other: SwabRow): number {
  return one.sampledAt.getTime() - other.sampledAt.getTime() || (one.sampleId < other.sampleId ? -1 : 1)
}

/** One row a tube; what is the same for all, or nothing for all, is not said of each. Ids, times and names of fixed form need no quotes in an array. */
function rowOf(tubeCode: string, swabs: readonly SwabRow[]) {
  const { siteId, roundId } = swabs[0]!
  const array = (read: (swab: SwabRow) => string): string => `{${swabs.map(read).join(',')}}`
  return {
    siteId,
    roundId,
    tubeCode,
    streets: streetsOf(swabs.map(({ streetCode }) => streetCode)),
    sampleIds: array(({ sampleId }) => sampleId),
    residentIds: array(({ residentId }) => residentId),
    sampledAts: array(({ sampledAt }) => sampledAt.toISOString()),
    identifiedBy: array(({ identifiedBy }) => identifiedBy),
    states: swabs.some(({ state }) => state !== 'counted') ? array(({ state }) => state) : null,
    removedAts: swabs.some(({ removedAt }) => removedAt !== null) ? array(({ removedAt }) => removedAt?.toISOString() ?? 'NULL') : null,
    siteIds: swabs.some((swab) => swab.siteId !== siteId) ? array((swab) => swab.siteId) : null,
  }
}

/** One street where all live in it; else one for each with commas between, empty where nobody has said. */
function streetsOf(streets: readonly (string | null)[]): string | null {
  const [first] = streets
  return streets.every((street) => street === first) ? first! : streets.map((street) => street ?? '').join(',')
}

/** Who is no more among those that count is taken out, who is now is added. */
async function indexSamples(tx: Tx, tubes: readonly TubeSwabs[]): Promise<void> {
  const [gone, added] = [new Map<string, Indexed>(), new Map<string, Indexed>()]
  for (const { tubeCode, before, swabs } of tubes) {
    const known = keyed(tubeCode, before)
    const counted = keyed(
      tubeCode,
      swabs.filter(({ state }) => state === 'counted'),
    )
    for (const [key, one] of known) if (!counted.has(key)) gone.set(key, one)
    for (const [key, one] of counted) if (!known.has(key)) added.set(key, one)
  }
  const columns = (of: ReadonlyMap<string, Indexed>) => {
    const all = [...of.values()]
    return sql`unnest(${all.map((one) => one.sampledAt)}::timestamptz[], ${all.map((one) => one.residentId)}::uuid[], ${all.map((one) => one.tubeCode)}::text[])`
  }
  if (gone.size > 0)
    await sql`
      delete from sampling.sample_of_resident as known using ${columns(gone)} as gone (sampled_at, resident_id, tube_code)
      where known.resident_id = gone.resident_id and known.tube_code = gone.tube_code and known.sampled_at = gone.sampled_at`.execute(tx)
  if (added.size > 0)
    await sql`insert into sampling.sample_of_resident (sampled_at, resident_id, tube_code) select * from ${columns(added)}`.execute(tx)
}

interface Indexed extends CountedSwab {
  readonly tubeCode: string
}

function keyed(tubeCode: string, swabs: readonly CountedSwab[]): Map<string, Indexed> {
  return new Map(
    swabs.map(({ residentId, sampledAt }) => [`${tubeCode} ${residentId} ${sampledAt.getTime()}`, { tubeCode, residentId, sampledAt }]),
  )
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
