/**
 * Swabs and devices as the desks' records would leave them, for tests of slices that read them. Must not be used outside tests.
 */
import { sql } from 'kysely'
import type { TestGround } from '../../../testing/test-server.ts'

export interface SeededSwab {
  readonly residentId: string
  readonly siteId: string
  readonly tubeCode: string
  readonly roundId?: string | null
  readonly streetCode?: string | null
  readonly sampledAt?: Date
  readonly closed?: boolean
}

/** A swab that counts, in a tube that is there already or now is. Returns the sample's id. */
export async function seedSwab(ground: TestGround, swab: SeededSwab): Promise<string> {
  const db = ground.db.read
  const sampleId = ground.ids.uuid()
  const { residentId, siteId, tubeCode, roundId = null, streetCode = null, sampledAt = ground.clock.now(), closed = true } = swab
  await sql`
    insert into sampling.tube as tube (tube_code, pool, swabs, site_id, device_id, round_id, opened_at, closed_at)
    values (${tubeCode}, 'ten', 1, ${siteId}, ${siteId}, ${roundId}, ${sampledAt}, ${closed ? sampledAt : null})
    on conflict (tube_code) do update set swabs = tube.swabs + 1`.execute(db)
  await sql`
    insert into sampling.tube_swabs as tube (site_id, round_id, tube_code, streets, sample_ids, resident_ids, sampled_ats, identified_by)
    values (${siteId}, ${roundId}, ${tubeCode}, ${streetCode}, array[${sampleId}]::uuid[], array[${residentId}]::uuid[], array[${sampledAt}]::timestamptz[],
      '{phone_pass}')
    on conflict (tube_code) do update set sample_ids = tube.sample_ids || excluded.sample_ids, resident_ids = tube.resident_ids || excluded.resident_ids,
      sampled_ats = tube.sampled_ats || excluded.sampled_ats, identified_by = tube.identified_by || excluded.identified_by,
      streets = coalesce(tube.streets, repeat(',', cardinality(tube.sample_ids) - 1)) || ',' || coalesce(excluded.streets, '')`.execute(db)
  await sql`
    insert into sampling.sample_of_resident (sampled_at, resident_id, tube_code)
    values (${sampledAt}, ${residentId}, ${tubeCode})`.execute(db)
  return sampleId
}

/** A device of a site, last heard then, with so many records waiting and records 1..received here but for the gap. */
export async function seedDevice(
  ground: TestGround,
  device: { readonly siteId: string; readonly lastContactAt: Date; readonly queued?: number; readonly gap?: boolean },
): Promise<string> {
  const deviceId = ground.ids.uuid()
  const received = device.gap === true ? '{[1,5),[7,9)}' : '{[1,9)}'
  await sql`
    insert into sampling.device (device_id, site_id, received, last_contact_at, app_version, queued, clock_offset_ms)
    values (${deviceId}, ${device.siteId}, ${received}::int8multirange, ${device.lastContactAt}, 'test', ${device.queued ?? 0}, 0)`.execute(
    ground.db.read,
  )
  return deviceId
}

/** What a sampler saw of the queue at a site. */
export async function seedQueue(ground: TestGround, siteId: string, people: number): Promise<void> {
  await sql`
    insert into sampling.queue_seen (site_id, people, at, record_id) values (${siteId}, ${people}, ${ground.clock.now()}, ${ground.ids.uuid()})`.execute(
    ground.db.read,
  )
}
