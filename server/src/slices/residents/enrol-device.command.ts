/**
 * Binds a phone to a resident. A new phone takes the place of the old one, which can show nothing new from then on.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { JWK } from 'jose'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { emit } from '../../platform/outbox/emit.ts'
import { deviceKeyOf } from './device-key.ts'

export interface EnrolledDevice {
  readonly deviceId: string
  readonly accessToken: string
}

const tokenPrefix = 'egr_'

/** Makes this key the resident's phone. The same key again gets a new token and keeps its device id. */
export async function enrolDevice(tx: Tx, ctx: Ctx, residentId: string, publicKey: JWK): Promise<EnrolledDevice> {
  const accessToken = `${tokenPrefix}${Buffer.from(residentId.replaceAll('-', ''), 'hex').toString('base64url')}.${ctx.ids.secret(32)}`
  const deviceKey = deviceKeyOf(publicKey)
  const { device_id: active, device_key: activeKey } = await lockPhone(tx, residentId)
  const phone = tx.updateTable('residents.resident').where('resident_id', '=', residentId)
  if (active !== null && activeKey?.equals(deviceKey) === true) {
    await phone.set({ device_token_hash: tokenHash(accessToken) }).execute()
    return { deviceId: active, accessToken }
  }
  if (active !== null) await cancelDevice(tx, ctx, residentId, active)
  const deviceId = ctx.ids.uuid()
  await phone
    .set({
      device_id: deviceId,
      device_key: deviceKey,
      device_token_hash: tokenHash(accessToken),
      device_enrolled_at: ctx.clock.now(),
      device_cancelled_at: null,
    })
    .execute()
  await announce(tx, residentId, deviceId, 'added')
  return { deviceId, accessToken }
}

/** The phone in use, null where there is none. Locked with the resident, so that of two who enrol at once the second ends the first one's phone. */
async function lockPhone(tx: Tx, residentId: string) {
  const { device_cancelled_at: ended, ...phone } = await tx
    .selectFrom('residents.resident')
    .select(['device_id', 'device_key', 'device_cancelled_at'])
    .where('resident_id', '=', residentId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  return ended === null ? phone : { device_id: null, device_key: null }
}

/** Ends a phone: its token is refused and the passes it carries are cancelled. */
export async function cancelDevice(tx: Tx, ctx: Ctx, residentId: string, deviceId: string): Promise<void> {
  await tx
    .updateTable('residents.resident')
    .set({ device_cancelled_at: ctx.clock.now() })
    .where('resident_id', '=', residentId)
    .where('device_id', '=', deviceId)
    .where('device_cancelled_at', 'is', null)
    .execute()
  await announce(tx, residentId, deviceId, 'removed')
}

/** Tells of a change for the phone's owner and for everybody it carries. */
async function announce(tx: Tx, residentId: string, deviceId: string, change: 'added' | 'removed'): Promise<void> {
  const members = await tx.selectFrom('residents.household_member').select('member_id').where('holder_id', '=', residentId).execute()
  for (const subject of [residentId, ...members.map((row) => row.member_id)]) {
    await emit(tx, 'residents.holders_changed', { residentId: subject, deviceId, change })
  }
}

/** The resident id inside an access token, or undefined where it is not one of ours. */
export function residentIdOfToken(accessToken: string): string | undefined {
  if (!accessToken.startsWith(tokenPrefix)) return undefined
  const hex = Buffer.from(accessToken.slice(tokenPrefix.length).split('.')[0] ?? '', 'base64url').toString('hex')
  return hex.length === 32 ? `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` : undefined
}

const tokenHashBytes = 16

/** Whether this is the token behind what is kept. A server of a former version kept the whole hash. */
export function isTokenOf(kept: Buffer, accessToken: string): boolean {
  return kept.length >= tokenHashBytes && timingSafeEqual(kept.subarray(0, tokenHashBytes), tokenHash(accessToken))
}

/** Tokens are kept as hashes only; they carry 256 random bits, so that a plain hash suffices, and 128 bits of it tell a wrong one as surely. */
export function tokenHash(accessToken: string): Buffer {
  return createHash('sha256').update(accessToken, 'utf8').digest().subarray(0, tokenHashBytes)
}
