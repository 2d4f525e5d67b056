/**
 * The device fleet as staff see it: when each was last heard, what it still holds, what is missing; and what could not be taken. No subject is shown.
 */
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { type CostlyRead, createCostlyRead } from '../../platform/costly-read.ts'
import { accept, type Result } from '../../platform/result.ts'
import type { Vault } from '../../platform/vault.ts'
import { readSiteNames } from '../places/index.ts'
import { readScannerLabels } from '../staff/index.ts'
import type { Devices, ListRefused, RefusedRecords } from './conflict.schema.ts'
import { cursorOf, readCursor } from './cursor.ts'

interface DeviceRow {
  readonly device_id: string
  readonly last_contact_at: Date
  readonly app_version: string
  readonly queued: number
  readonly clock_offset_ms: string
  readonly up_to: string
  readonly highest: string
  readonly gaps: [string, string][]
}

const gapsShown = 20

export async function listDevices(ctx: Ctx): Promise<Result<Static<typeof Devices>, never>> {
  const labels = [...(await readScannerLabels(ctx.db.read))].filter(([, { purposes }]) => purposes.includes('sampler'))
  const sites = await readSiteNames(
    ctx.db.read,
    labels.flatMap(([, { siteId }]) => siteId ?? []),
  )
  const { rows } = await sql<DeviceRow>`
    select device_id, last_contact_at, app_version, queued, clock_offset_ms, coalesce(upper(received) - 1, 0) as highest,
      case when received @> 1::bigint then (select upper(part) - 1 from unnest(received) as part limit 1) else 0 end as up_to,
      array(select array[lower(gap), upper(gap) - 1] from unnest(int8multirange(int8range(1, coalesce(upper(received), 1))) - received) as gap limit ${gapsShown}) as gaps
    from sampling.device`.execute(ctx.db.read)
  const devices = new Map(rows.map((row) => [row.device_id, row]))
  const open = await countOpenByDevice(ctx)
  return accept({
    devices: labels.map(([deviceId, { label, siteId, revokedAt }]) => {
      const row = devices.get(deviceId)
      return {
        deviceId,
        label,
        siteId,
        siteName: siteId === null ? null : (sites.get(siteId) ?? null),
        lastContactAt: row?.last_contact_at.toISOString() ?? null,
        appVersion: row?.app_version ?? null,
        queued: row?.queued ?? null,
        upTo: Number(row?.up_to ?? 0),
        highest: Number(row?.highest ?? 0),
        gaps: (row?.gaps ?? []).map(([from, to]) => [Number(from), Number(to)]),
        clockOffsetMs: row === undefined ? null : Number(row.clock_offset_ms),
        conflictsOpen: open.get(deviceId) ?? 0,
        revokedAt: revokedAt?.toISOString() ?? null,
      }
    }),
  })
}

/** It reads every open conflict there is: 23 ms for 20,000, which took a quarter of a core at six askings a second. */
const counts = new WeakMap<Vault, CostlyRead<ReadonlyMap<string, number>>>() // one a process

function countOpenByDevice({ db, vault }: Ctx): Promise<ReadonlyMap<string, number>> {
  const count = counts.get(vault) ?? createCostlyRead<ReadonlyMap<string, number>>()
  counts.set(vault, count)
  return count(async () => {
    const { rows } = await sql<{ device_id: string; open: number }>`
      select device_id, count(*)::int as open from sampling.conflict, unnest(device_ids) as device_id where state = 'open' group by device_id`.execute(
      db.read,
    )
    return new Map(rows.map(({ device_id, open }) => [device_id, open]))
  })
}

const pageRows = 100

export async function listRefusedRecords(
  ctx: Ctx,
  { cursor }: Static<typeof ListRefused>,
): Promise<Result<Static<typeof RefusedRecords>, never>> {
  const after = readCursor(cursor)
  const { rows } = await sql<{
    refused_id: string
    record_id: string | null
    device_id: string
    code: string
    field: string | null
    received_at: Date
  }>`
    select refused_id, record_id, device_id, code, field, received_at from sampling.refused_record
    where ${after?.id ?? null}::uuid is null or refused_id < ${after?.id ?? null}::uuid order by refused_id desc limit ${pageRows}`.execute(
    ctx.db.read,
  )
  const labels = await readScannerLabels(ctx.db.read)
  const sites = await readSiteNames(
    ctx.db.read,
    rows.flatMap((row) => labels.get(row.device_id)?.siteId ?? []),
  )
  return accept({
    records: rows.map((row) => {
      const siteId = labels.get(row.device_id)?.siteId ?? null
      return {
        recordId: row.record_id,
        deviceId: row.device_id,
        deviceLabel: labels.get(row.device_id)?.label ?? null,
        siteName: siteId === null ? null : (sites.get(siteId) ?? null),
        code: row.code,
        field: row.field,
        receivedAt: row.received_at.toISOString(),
      }
    }),
    nextCursor: cursorOf(
      rows.map((row) => ({ at: row.received_at, id: row.refused_id })),
      pageRows,
    ),
  })
}
