/**
 * Keeps what a device sent and the protocol could not take: sealed, because it may say who somebody is; once, however often it is sent.
 */
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { fingerprintOf } from './claims.command.ts'
import { aboutDevice, type ConflictFound } from './conflict.ts'
import type { Judged } from './judge-batch.ts'

export type RefusedRecord = Extract<Judged, { ok: false }>

export async function keepRefused(tx: Tx, ctx: Ctx, deviceId: string, refused: readonly RefusedRecord[]): Promise<void> {
  if (refused.length === 0) return
  const { wrapped, key } = ctx.vault.newDataKey()
  const rows = refused.map((one) => {
    const refusedId = ctx.ids.uuid()
    const sealed = key.seal(`refused ${refusedId}`, one.text)
    return { ...one, refusedId, sealed, fingerprint: fingerprintOf(ctx.vault, 'sampling.record', one.text) }
  })
  await sql`
    insert into sampling.refused_record (device_id, fingerprint, refused_id, record_id, code, field, received_at, wrapped_key, record_sealed)
    select ${deviceId}, fingerprint, refused_id, record_id, code, field, ${ctx.clock.now()}, ${wrapped}, record_sealed
    from unnest(${rows.map((one) => one.fingerprint)}::bigint[], ${rows.map((one) => one.refusedId)}::uuid[], ${rows.map((one) => uuidOrNull(one.recordId))}::uuid[],
      ${rows.map((one) => one.code)}::text[], ${rows.map((one) => one.field)}::text[], ${rows.map((one) => one.sealed)}::bytea[])
      as r (fingerprint, refused_id, record_id, code, field, record_sealed)
    on conflict do nothing`.execute(tx)
}

/** An id used twice is looked at one by one; a device that sends nonsense, or from another site, once a day. */
export function conflictsOfRefused(deviceId: string, siteId: string | null, refused: readonly RefusedRecord[], now: Date): ConflictFound[] {
  const day = now.toISOString().slice(0, 10)
  return refused.map(({ code, field, recordId }) => {
    const own = code === 'id_reused' ? uuidOrNull(recordId) : null
    return {
      about: own === null ? `${aboutDevice(deviceId)} ${day}` : `record ${own}`,
      code,
      at: now,
      siteId,
      tubeCode: null,
      deviceIds: [deviceId],
      recordIds: own === null ? [] : [own],
      residentIds: [],
      detail: field === null ? null : { field },
    }
  })
}

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function uuidOrNull(text: string | null): string | null {
  return text !== null && uuidForm.test(text) ? text.toLowerCase() : null
}
