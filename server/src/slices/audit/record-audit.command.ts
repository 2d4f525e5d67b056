/**
 * Writing the audit trail: in the transaction of the act where it took place, in one of its own where it was refused.
 */
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable, Tx } from '../../platform/db/database.ts'
import type { Result } from '../../platform/result.ts'
import { type Act, outcomeDone } from './audit-entry.ts'

/** Adds an entry. Inside a transaction it stands or falls with it. */
export async function recordAudit(db: Queryable, ctx: Ctx, act: Act & { readonly outcome?: string }): Promise<void> {
  await sql`
    insert into audit.entry (entry_id, at, actor_kind, actor_id, action, subject, outcome, purpose, detail, request_id)
    values (${ctx.ids.uuid()}, ${ctx.clock.now()}, ${ctx.actor.kind}, ${ctx.actor.id}, ${act.action}, ${act.subject},
      ${act.outcome ?? outcomeDone}, ${act.purpose ?? null}, ${act.detail === undefined ? null : JSON.stringify(act.detail)}::jsonb,
      ${ctx.requestId})`.execute(db)
}

/**
 * Runs `work` in a transaction that also carries the entry. A refusal rolls the work back and is recorded with its code, so that attempts show too.
 */
export async function audited<Out extends Result<unknown>>(ctx: Ctx, act: Act, work: (tx: Tx) => Promise<Out>): Promise<Out> {
  const result = await ctx.db.transaction(async (tx) => {
    const inner = await work(tx)
    if (inner.ok) await recordAudit(tx, ctx, act)
    return inner
  })
  if (!result.ok) await recordAudit(ctx.db.read, ctx, { ...act, outcome: result.refusal.code })
  return result
}
