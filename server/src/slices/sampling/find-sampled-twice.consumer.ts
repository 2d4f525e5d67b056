/**
 * Finds residents who are in two tubes of one round, or, outside rounds, in two tubes within half a day: somebody showed another's code, or queued twice. Looks
 * at all of a resident's samples each time, so the order in which desks come back does not matter.
 */
import { sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'
import { consumer } from '../../platform/outbox/consumer.ts'
import { aboutResident } from './conflict.ts'
import { findTwice, type PlacedSample } from './sampled-twice.ts'
import { settleConflicts } from './settle-conflicts.command.ts'

export const findSampledTwice = consumer('sampling.find-sampled-twice', 'sampling.tubes_changed', async (tx, { tubeCodes }) => {
  const residentIds = await readSuspects(tx, tubeCodes)
  if (residentIds.length === 0) return
  const samples = await readPlaced(tx, residentIds)
  await settleConflicts(tx, residentIds.map(aboutResident), findTwice(samples))
})

/** Residents of these tubes with several samples, or with such a conflict that may be over. */
async function readSuspects(db: Queryable, tubeCodes: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ resident_id: string }>`
    with people as materialized (select distinct resident_id from sampling.swab where tube_code = any(${tubeCodes}::text[]))
    select resident_id from people join sampling.sample_of_resident using (resident_id) group by resident_id having count(*) > 1
    union select resident_id from people join sampling.conflict on about = 'resident ' || resident_id where state = 'open'`.execute(db)
  return rows.map(({ resident_id }) => resident_id)
}

async function readPlaced(db: Queryable, residentIds: readonly string[]): Promise<PlacedSample[]> {
  const { rows } = await sql<PlacedSample>`
    with own as materialized (select tube_code, resident_id from sampling.sample_of_resident where resident_id = any(${residentIds}::uuid[])),
    swab as materialized (select * from sampling.swab where tube_code in (select tube_code from own)),
    record as materialized (select container_code, record_id, device_id from sampling.record where container_code in (select tube_code from own))
    select swab.tube_code as "tubeCode", swab.sample_id as "sampleId", resident_id as "residentId", sampled_at as "sampledAt", swab.site_id as "siteId",
      round_id as "roundId", record.device_id as "deviceId"
    from own join swab using (tube_code, resident_id)
    left join record on container_code = swab.tube_code and record_id = swab.sample_id where state = 'counted'`.execute(db)
  return rows
}
