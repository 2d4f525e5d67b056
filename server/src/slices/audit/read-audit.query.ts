/**
 * Reads the audit trail, newest first, a page at a time.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result } from '../../platform/result.ts'
import type { AuditPage, ReadAudit } from './read-audit.schema.ts'

const pageEntries = 100

export async function readAudit(ctx: Ctx, input: Static<typeof ReadAudit>): Promise<Result<Static<typeof AuditPage>, never>> {
  const { cursor, action } = input
  const rows = await ctx.db.read
    .selectFrom('audit.entry')
    .select(['entry_id', 'at', 'actor_kind', 'actor_id', 'action', 'subject', 'outcome', 'purpose', 'detail'])
    .$if(cursor !== undefined, (query) => query.where('entry_id', '<', cursor!))
    .$if(action !== undefined, (query) => query.where('action', '=', action!))
    .orderBy('entry_id', 'desc') // version 7 ids: the order of time
    .limit(pageEntries + 1)
    .execute()
  const page = rows.slice(0, pageEntries)
  return accept({
    entries: page.map((row) => ({
      at: row.at.toISOString(),
      actorKind: row.actor_kind,
      actorId: row.actor_id,
      action: row.action,
      subject: row.subject,
      outcome: row.outcome,
      purpose: row.purpose,
      detail: row.detail as Record<string, unknown> | null,
    })),
    nextCursor: rows.length > pageEntries ? page.at(-1)!.entry_id : null,
  })
}
