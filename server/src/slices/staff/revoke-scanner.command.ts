/**
 * Takes a scanner device out of use, at once and for good.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { audited } from '../audit/index.ts'
import type { ScannerId } from './scanner.schema.ts'

export async function revokeScanner(
  ctx: Ctx,
  { scannerId }: Static<typeof ScannerId>,
): Promise<Result<undefined, { code: 'staff.scanner_not_found' }>> {
  return audited(ctx, { action: 'staff.revoke_scanner', subject: scannerId }, async (tx) => {
    const scanner = await tx
      .selectFrom('staff.scanner')
      .select('revoked_at')
      .where('scanner_id', '=', scannerId)
      .forUpdate()
      .executeTakeFirst()
    if (scanner === undefined) return refuse({ code: 'staff.scanner_not_found' })
    const revoked_at = scanner.revoked_at ?? ctx.clock.now()
    await tx.updateTable('staff.scanner').set({ revoked_at }).where('scanner_id', '=', scannerId).execute()
    return accept(undefined)
  })
}
