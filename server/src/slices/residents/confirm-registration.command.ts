/**
 * Ends a registration: the right code, from a phone that proves its key, makes that phone the resident's.
 */
import type { JWK } from 'jose'
import type { Ctx } from '../../platform/context.ts'
import { type ProofRefusal, verifyProof } from '../../platform/http/dpop.ts'
import type { Exchange } from '../../platform/http/route.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { recordAudit } from '../audit/index.ts'
import { checkCode } from './check-code.command.ts'
import { enrolDevice } from './enrol-device.command.ts'
import type { CodeRefusal } from './enrolment.ts'
import type { RealNameCheck } from './real-name.ts'
import { claimDocument, confirmRealName, indexPhone, type NotConfirmed, settlePerson } from './settle-person.command.ts'

export type ConfirmRefusal = CodeRefusal | NotConfirmed | ProofRefusal | { readonly code: 'residents.key_mismatch' }

export interface Confirmed {
  readonly residentId: string
  readonly deviceId: string
  readonly accessToken: string
}

/** Confirms a registration. Repeating it with the same code and key gives a fresh token for the same device. */
export async function confirmRegistration(
  ctx: Ctx,
  input: { readonly registrationId: string; readonly code: string; readonly deviceKey: JWK },
  exchange: Exchange,
  realName: RealNameCheck,
): Promise<Result<Confirmed, ConfirmRefusal>> {
  const proof = await verifyProof(ctx, exchange)
  if (!proof.ok) return proof
  if (proof.value.publicKey.x !== input.deviceKey.x || proof.value.publicKey.y !== input.deviceKey.y)
    return refuse({ code: 'residents.key_mismatch' })
  const { thumbprint, publicKey } = proof.value
  const checked = await checkCode(ctx, input.registrationId, 'registration', input.code, thumbprint)
  if (!checked.ok) return checked
  const { person } = checked.value
  const real = await confirmRealName(realName, person)
  if (!real.ok) return real
  const residentId = await claimDocument(ctx, person.document)
  const result = await ctx.db.transaction(async (tx) => {
    const settled = await settlePerson(tx, ctx, residentId, person)
    if (!settled.ok) return settled
    const device = await enrolDevice(tx, ctx, residentId, publicKey)
    await recordAudit(tx, ctx, {
      action: settled.value === 'known' ? 'residents.change_phone' : 'residents.register',
      subject: residentId,
      ...(settled.value === 'taken_over' ? { detail: { tookOver: 'provisional' } } : {}),
    })
    return accept({ residentId, ...device })
  })
  if (result.ok) await indexPhone(ctx, residentId, person.phone)
  return result
}
