/**
 * Which phones carry whose code.
 */
import type { PublicKey } from '@evergate/pass'
import type { Queryable } from '../../platform/db/database.ts'

export interface Holder {
  readonly residentId: string
  readonly deviceId: string
  readonly publicKey: PublicKey
  readonly relation: 'self' | 'child' | 'elder' | 'other'
}

/** The active phones that carry this resident's code: their own, and those of people whose household they are in. */
export async function readHolders(db: Queryable, residentId: string): Promise<Holder[]> {
  const own = await activeDevices(db, [residentId])
  const households = await db
    .selectFrom('residents.household_member')
    .select(['holder_id', 'relation'])
    .where('member_id', '=', residentId)
    .execute()
  const others = await activeDevices(
    db,
    households.map((row) => row.holder_id),
  )
  const relationOf = new Map(households.map((row) => [row.holder_id, row.relation as Holder['relation']]))
  return [
    ...own.map((device) => ({ ...device, residentId, relation: 'self' as const })),
    ...others.map((device) => ({ ...device, residentId, relation: relationOf.get(device.residentId) ?? ('other' as const) })),
  ]
}

async function activeDevices(db: Queryable, residentIds: readonly string[]) {
  if (residentIds.length === 0) return []
  const rows = await db
    .selectFrom('residents.device')
    .select(['resident_id', 'device_id', 'public_key'])
    .where('resident_id', 'in', residentIds)
    .where('cancelled_at', 'is', null)
    .$castTo<{ resident_id: string; device_id: string; public_key: Buffer }>() // of a view nobody knows what is never null
    .execute()
  return rows.map((row) => ({ residentId: row.resident_id, deviceId: row.device_id, publicKey: row.public_key }))
}
