/**
 * Devices as other slices may see them: when they were last heard, and whether records are missing in between.
 */
import { sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'

export interface Device {
  readonly deviceId: string
  readonly siteId: string | null
  readonly lastContactAt: Date | null
  readonly queued: number | null
  /** Holes in 1..highest: records the device has made and the server has not seen. */
  readonly missingRecords: number
}

/** Devices that have sent records; all of them where `deviceIds` is null. */
export async function readDevices(db: Queryable, deviceIds: readonly string[] | null): Promise<Device[]> {
  const { rows } = await sql<Device>`
    select device_id as "deviceId", site_id as "siteId", last_contact_at as "lastContactAt", queued,
      (coalesce(upper(received) - 1, 0) - (select coalesce(sum(upper(part) - lower(part)), 0) from unnest(received) as part))::float8 as "missingRecords"
    from sampling.device where ${deviceIds}::uuid[] is null or device_id = any(${deviceIds}::uuid[])`.execute(db)
  return rows
}
