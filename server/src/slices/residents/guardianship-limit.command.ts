/**
 * How often a day a resident may declare to be a guardian. Every declaration names a document number and its answer says something about it, so that
 * they are counted before anybody is looked for. Must not depend on how a declaration ends.
 */
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { guardianshipsPerDayMax } from './enrolment.ts'

export type TooManyGuardianships = { readonly code: 'residents.too_many_guardianships' }

const dayMs = 86_400_000

/** Counts one declaration, in one statement: those that come together wait for each other on the resident's row. */
export async function countGuardianship(ctx: Ctx, residentId: string): Promise<Result<'counted', TooManyGuardianships>> {
  const now = ctx.clock.now()
  const today = sql`select at from unnest(guardianship_asked_at) as at where at > ${new Date(now.getTime() - dayMs)}`
  const counted = await sql`
    update residents.resident set guardianship_asked_at = array(${today}) || ${now}::timestamptz
    where resident_id = ${residentId} and cardinality(array(${today})) < ${guardianshipsPerDayMax}`.execute(ctx.db.read)
  return counted.numAffectedRows === 1n ? accept('counted') : refuse({ code: 'residents.too_many_guardianships' })
}
