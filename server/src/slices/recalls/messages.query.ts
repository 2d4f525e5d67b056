/**
 * What a resident is told, for their own phone and those that carry their code.
 */
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { holdsResident } from '../residents/index.ts'
import type { Message } from './follow-up.ts'
import type { Messages } from './recall.schema.ts'

export type NotHeld = { readonly code: 'recalls.not_held' }

/** Older ones have had their time. */
const messagesShown = 50

/** The newest messages first. */
export async function readMessages(
  ctx: Ctx,
  { residentId }: { readonly residentId: string },
): Promise<Result<Static<typeof Messages>, NotHeld>> {
  if (!holdsResident(ctx.actor, residentId)) return refuse({ code: 'recalls.not_held' })
  const { rows } = await sql<Message & { readAt: Date | null }>`
    select message_id as "messageId", kind, at, read_at as "readAt", data from recalls.message
    where resident_id = ${residentId} order by at desc, message_id limit ${messagesShown}`.execute(ctx.db.read)
  return accept({
    messages: rows.map((row) => ({ ...row, at: row.at.toISOString(), readAt: row.readAt?.toISOString() ?? null })),
  })
}
