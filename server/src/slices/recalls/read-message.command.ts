/**
 * A resident has read a message: said once, kept.
 */
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { holdsResident } from '../residents/index.ts'
import type { NotHeld } from './messages.query.ts'
import type { MessageRead, MessageRef } from './recall.schema.ts'

export async function readMessage(
  ctx: Ctx,
  { residentId, messageId }: Static<typeof MessageRef>,
): Promise<Result<Static<typeof MessageRead>, NotHeld | { readonly code: 'recalls.message_not_found' }>> {
  if (!holdsResident(ctx.actor, residentId)) return refuse({ code: 'recalls.not_held' })
  const { rows } = await sql<{ read_at: Date }>`
    update recalls.message set read_at = coalesce(read_at, ${ctx.clock.now()}) where resident_id = ${residentId} and message_id = ${messageId}
    returning read_at`.execute(ctx.db.read)
  return rows[0] === undefined ? refuse({ code: 'recalls.message_not_found' }) : accept({ readAt: rows[0].read_at.toISOString() })
}
