/**
 * Takes a declaration once: the phone chose its id, so that sending it again after a lost answer changes nothing.
 */
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { emit } from '../../platform/outbox/emit.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { holdsResident } from '../residents/index.ts'
import { bodyOf, checkObserved, type DeclarationInput, type DeclarationRefusal, perDayMax } from './declaration.ts'

declare module '../../platform/outbox/emit.ts' {
  interface EventPayloads {
    'declarations.submitted': { readonly residentId: string; readonly declarationId: string }
  }
}

const dayMs = 86_400_000

/** Keeps a declaration of the caller or of somebody they carry. */
export async function submitDeclaration(ctx: Ctx, input: DeclarationInput): Promise<Result<{ declarationId: string }, DeclarationRefusal>> {
  if (!holdsResident(ctx.actor, input.residentId)) return refuse({ code: 'declarations.not_held' })
  const now = ctx.clock.now()
  const observed = checkObserved(input.observedAt, now)
  if (!observed.ok) return observed
  const { residentId, declarationId, kind } = input
  const body = JSON.stringify(bodyOf(input))
  return ctx.db.transaction(async (tx) => {
    const made = await tx
      .insertInto('declarations.declaration')
      .values({ resident_id: residentId, declaration_id: declarationId, kind, observed_at: observed.value, body, received_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (made.numInsertedOrUpdatedRows === 0n)
      return (await isSame(tx, input, body)) ? accept({ declarationId }) : refuse({ code: 'declarations.id_reused' })
    if ((await countSince(tx, residentId, new Date(now.getTime() - dayMs))) > perDayMax) return refuse({ code: 'declarations.too_many' })
    await emit(tx, 'declarations.submitted', { residentId, declarationId })
    return accept({ declarationId })
  })
}

async function isSame(tx: Tx, input: DeclarationInput, body: string): Promise<boolean> {
  const { rows } = await sql<{ same: boolean }>`
    select kind = ${input.kind} and observed_at = ${new Date(input.observedAt)} and body = ${body}::jsonb as same
    from declarations.declaration where resident_id = ${input.residentId} and declaration_id = ${input.declarationId}`.execute(tx)
  return rows[0]?.same === true
}

async function countSince(tx: Tx, residentId: string, since: Date): Promise<number> {
  const { n } = await tx
    .selectFrom('declarations.declaration')
    .select((select) => select.fn.countAll<string>().as('n'))
    .where('resident_id', '=', residentId)
    .where('received_at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(n)
}
