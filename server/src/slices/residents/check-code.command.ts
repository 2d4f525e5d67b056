/**
 * Takes a typed code for an enrolment and counts the wrong ones.
 */
import { timingSafeEqual } from 'node:crypto'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { type CodeRefusal, decideCode } from './enrolment.ts'
import { codeHash, type EnrolmentDetails, readDetails } from './start-enrolment.command.ts'

export type CheckedCode = EnrolmentDetails & { readonly holderId: string | null }

/** Checks a code; a wrong one is counted even though the answer is a refusal. `binding` names who may ask again with the same code. */
export async function checkCode(
  ctx: Ctx,
  enrolmentId: string,
  purpose: 'registration' | 'household',
  code: string,
  binding: string,
): Promise<Result<CheckedCode, CodeRefusal>> {
  const outcome = await ctx.db.transaction(async (tx) => {
    const row = await tx
      .selectFrom('residents.enrolment')
      .selectAll()
      .where('enrolment_id', '=', enrolmentId)
      .where('purpose', '=', purpose)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) return { decided: refuse({ code: 'residents.code_expired' as const }) }
    const state = { codeExpiresAt: row.code_expires_at, wrongCodes: row.wrong_codes, confirmedThumbprint: row.confirmed_thumbprint }
    const matches = timingSafeEqual(row.code_hash, codeHash(ctx, enrolmentId, code))
    const decided = decideCode(state, matches, binding, ctx.clock.now())
    const change = decided.ok
      ? { confirmed_thumbprint: binding }
      : decided.refusal.code === 'residents.code_wrong'
        ? { wrong_codes: row.wrong_codes + 1 }
        : undefined
    if (change !== undefined) await tx.updateTable('residents.enrolment').set(change).where('enrolment_id', '=', enrolmentId).execute()
    return { decided, details: { ...readDetails(ctx, row), holderId: row.holder_id } }
  })
  return outcome.decided.ok ? accept(outcome.details!) : outcome.decided
}
