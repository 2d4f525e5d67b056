/**
 * Taking one's code off somebody else's phone, however it came there. Touches nobody's code but the caller's.
 */
import type { Ctx } from '../../platform/context.ts'
import { emit } from '../../platform/outbox/emit.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { audited } from '../audit/index.ts'
import { residentOf } from './resident-actor.ts'

/** Ends that this person carries the caller's code. */
export async function withdrawConsent(
  ctx: Ctx,
  input: { readonly residentId: string },
): Promise<Result<undefined, { readonly code: 'residents.carrier_not_found' }>> {
  const { residentId } = residentOf(ctx.actor)
  const carrierId = input.residentId
  return audited(ctx, { action: 'residents.withdraw_consent', subject: residentId, detail: { carrierId } }, async (tx) => {
    const gone = await tx
      .deleteFrom('residents.household_member')
      .where('holder_id', '=', carrierId)
      .where('member_id', '=', residentId)
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n) return refuse({ code: 'residents.carrier_not_found' })
    // Their phone, also one they no longer use: told in any case, because one that is being enrolled meanwhile must be looked at again.
    const { device_id: deviceId } = await tx
      .selectFrom('residents.device')
      .select('device_id')
      .where('resident_id', '=', carrierId)
      .$castTo<{ device_id: string }>() // of a view nobody knows what is never null
      .executeTakeFirstOrThrow()
    await emit(tx, 'residents.holders_changed', { residentId, deviceId, change: 'removed' })
    return accept(undefined)
  })
}
