/**
 * Puts what becomes known about tubes into a real database as the sampling and results slices would have, with their events. Must not be used outside
 * tests.
 */
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'
import { uuidFrom } from '../../../platform/ids.ts'
import { emit } from '../../../platform/outbox/emit.ts'
import type { Slice } from '../../../platform/slice.ts'
import { consumeAll, type TestGround } from '../../../testing/test-server.ts'
import { type Arrival, hour, type KnownTube, knownTubes, resident } from './pool-cases.ts'

export interface TubeWorld {
  /** One thing becomes known, and whoever listens hears of it. Labels of cases become ids of this world. */
  arrive(arrival: Arrival): Promise<void>
  /** Lets everything that was said be heard. */
  settle(): Promise<void>
  /** The one resident of the cases, as this world knows them. */
  readonly residentId: string
  tubeCode(label: string): string
}

/** A world of its own within the database: several, with different names, may stand side by side. */
export function createTubeWorld(
  ground: TestGround,
  slices: readonly Slice[],
  name: string,
  residentId = uuidFrom(`${name} ${resident}`),
): TubeWorld {
  const arrivals: Arrival[] = []
  const id = (label: string): string => uuidFrom(`${name} ${label}`)
  const names: Names = {
    id,
    tubeCode: (label) => `${id(label).slice(0, 13).toUpperCase()}-${label}`,
    whose: (by) => (by === resident ? residentId : id(by)),
  }
  return {
    residentId,
    tubeCode: names.tubeCode,
    arrive: async (arrival) => {
      arrivals.push(arrival)
      const concerned = knownTubes(arrivals).filter((tube) => concerns(tube, arrival))
      await ground.db.transaction(async (tx) => {
        for (const tube of concerned) {
          if ('result' in arrival) await writeResult(tx, names, arrival)
          else await writeTube(tx, names, tube)
        }
      })
    },
    settle: () => consumeAll(ground, slices),
  }
}

/** What labels of cases are called in a world. */
interface Names {
  id(label: string): string
  tubeCode(label: string): string
  whose(by: string): string
}

async function writeTube(
  tx: Tx,
  { id, tubeCode: codeOf, whose }: Names,
  { tubeCode: label, kind, ambiguous, swabs }: KnownTube,
): Promise<void> {
  const tubeCode = codeOf(label)
  const [site, device] = [id('site'), id('device')]
  await sql`delete from sampling.tube_swabs where tube_code = ${tubeCode}`.execute(tx)
  await sql`delete from sampling.sample_of_resident where tube_code = ${tubeCode}`.execute(tx)
  const counted = swabs.filter((swab) => !swab.removed)
  await sql`
    insert into sampling.tube (tube_code, pool, opened_at, site_id, device_id, swabs, ambiguous)
    values (${tubeCode}, ${kind}, ${kind === null ? null : hour(0)}, ${site}, ${device}, ${counted.length}, ${ambiguous})
    on conflict (tube_code) do update set pool = excluded.pool, opened_at = excluded.opened_at, swabs = excluded.swabs, ambiguous = excluded.ambiguous`.execute(
    tx,
  )
  const column = <T>(read: (swab: (typeof swabs)[number]) => T): T[] => swabs.map(read)
  if (swabs.length > 0)
    await sql`
      insert into sampling.tube_swabs (tube_code, site_id, sample_ids, resident_ids, sampled_ats, removed_ats, identified_by, states)
      values (${tubeCode}, ${site}, ${column((swab) => id(swab.sampleId))}::uuid[], ${column((swab) => whose(swab.residentId))}::uuid[],
        ${column((swab) => swab.sampledAt)}::timestamptz[], ${column((swab) => swab.removedAt)}::timestamptz[],
        array_fill('phone_pass'::sampling.identification, array[${swabs.length}::int]),
        ${column(({ removedAt, voided }) => (removedAt === null ? 'counted' : voided ? 'voided' : 'removed'))}::text[]::sampling.swab_state[])`.execute(
      tx,
    )
  for (const { residentId: by, sampledAt } of swabs.filter(({ removedAt }) => removedAt === null))
    await sql`insert into sampling.sample_of_resident (resident_id, tube_code, sampled_at) values (${whose(by)}, ${tubeCode}, ${sampledAt})`.execute(
      tx,
    )
  await emit(tx, 'sampling.tubes_changed', { tubeCodes: [tubeCode] })
}

async function writeResult(
  tx: Tx,
  { id, tubeCode }: Names,
  { result, of, outcome, at, corrects }: Extract<Arrival, { result: string }>,
): Promise<void> {
  const [batchId, resultId] = [id(`batch of ${result}`), id(result)]
  const kind = corrects === undefined ? 'results' : 'correction'
  await sql`
    insert into results.batch (batch_id, kind, laboratory_id, file_id, correction_reason, uploaded_by, uploaded_at, rows, positives, invalids, state,
      decided_by, decided_at)
    values (${batchId}, ${kind}, ${id('laboratory')}, ${kind === 'results' ? batchId : null}, ${kind === 'results' ? null : 'test'}, ${id('technician')},
      ${hour(at)}, 1, 0, 0, 'released', ${id('releaser')}, ${hour(at)})`.execute(tx)
  await sql`
    insert into results.tube_result (tube_code, result_id, batch_id, outcome, tested_at, corrects_result_id)
    values (${tubeCode(of)}, ${resultId}, ${batchId}, ${outcome}, ${hour(at)}, ${corrects === undefined ? null : id(corrects)})`.execute(tx)
  await emit(tx, 'results.released', { batchId })
}

function concerns(tube: KnownTube, arrival: Arrival): boolean {
  if ('removed' in arrival) return tube.swabs.some((swab) => swab.sampleId === arrival.removed)
  return (
    tube.tubeCode ===
    ('opened' in arrival ? arrival.opened : 'questioned' in arrival ? arrival.questioned : 'in' in arrival ? arrival.in : arrival.of)
  )
}
