/**
 * Reading declarations: a resident's own list, and one for those who turn it into evidence.
 */
import type { Ctx } from '../../platform/context.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { holdsResident } from '../residents/index.ts'
import type { DeclarationBody } from './declaration.ts'

export interface Declaration extends DeclarationBody {
  readonly declarationId: string
  readonly kind: 'declaration' | 'daily_report'
  readonly observedAt: Date
  readonly receivedAt: Date
}

const shownMax = 100

/** The latest declarations of the caller or of somebody they carry. */
export async function listDeclarations(ctx: Ctx, input: { readonly residentId: string }) {
  if (!holdsResident(ctx.actor, input.residentId)) return refuse({ code: 'declarations.not_held' as const })
  const rows = await ctx.db.read
    .selectFrom('declarations.declaration')
    .selectAll()
    .where('resident_id', '=', input.residentId)
    .orderBy('received_at', 'desc')
    .limit(shownMax)
    .execute()
  const declarations = rows
    .map(toDeclaration)
    .map((one) => ({ ...one, observedAt: one.observedAt.toISOString(), receivedAt: one.receivedAt.toISOString() }))
  return accept({ declarations }) satisfies Result<unknown>
}

/** One declaration, or undefined. */
export async function readDeclaration(db: Queryable, residentId: string, declarationId: string): Promise<Declaration | undefined> {
  const row = await db
    .selectFrom('declarations.declaration')
    .selectAll()
    .where('resident_id', '=', residentId)
    .where('declaration_id', '=', declarationId)
    .executeTakeFirst()
  return row === undefined ? undefined : toDeclaration(row)
}

function toDeclaration(row: { declaration_id: string; kind: string; observed_at: Date; received_at: Date; body: unknown }): Declaration {
  return {
    ...(row.body as DeclarationBody),
    declarationId: row.declaration_id,
    kind: row.kind as Declaration['kind'],
    observedAt: row.observed_at,
    receivedAt: row.received_at,
  }
}
