/**
 * Small changes a resident makes about themselves: the street they live in, and signing their phone out.
 */
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { recordAudit } from '../audit/index.ts'
import { findStreet } from '../places/index.ts'
import { cancelDevice } from './enrol-device.command.ts'
import { residentOf } from './resident-actor.ts'

/** Sets the street that the resident lives in. */
export async function setResidence(
  ctx: Ctx,
  input: { readonly streetCode: string },
): Promise<Result<undefined, { readonly code: 'residents.street_unknown' }>> {
  const { residentId } = residentOf(ctx.actor)
  if ((await findStreet(ctx.db.read, input.streetCode)) === undefined) return refuse({ code: 'residents.street_unknown' })
  await ctx.db.read
    .updateTable('residents.resident')
    .set({ street_code: input.streetCode, street_since: ctx.clock.now() })
    .where('resident_id', '=', residentId)
    .where('street_code', 'is distinct from', input.streetCode)
    .execute()
  return accept(undefined)
}

/** Ends this phone. */
export async function signPhoneOut(ctx: Ctx): Promise<Result<undefined, never>> {
  const { residentId, deviceId } = residentOf(ctx.actor)
  await ctx.db.transaction(async (tx) => {
    await cancelDevice(tx, ctx, residentId, deviceId)
    await recordAudit(tx, ctx, { action: 'residents.sign_phone_out', subject: residentId })
  })
  return accept(undefined)
}
