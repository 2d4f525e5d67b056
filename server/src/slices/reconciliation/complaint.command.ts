/**
 * Making a complaint, once under the id that the phone chose, and answering it. The note and the answer are sealed: they are about one person.
 */
import { readTubeCode } from '@evergate/pass/sampling'
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { audited, recordAudit } from '../audit/index.ts'
import { findSite } from '../places/index.ts'
import { holdsResident } from '../residents/index.ts'
import type { AnswerComplaint, Complain, Complained } from './complaint.schema.ts'
import { type ComplaintFinding, findSample } from './complaint.ts'
import { type Complained as Around, readSurroundings } from './complaint-facts.query.ts'

export const complaintsPerDayMax = 10
const dayMs = 86_400_000
const daysBackMax = 30
const clockErrorMs = 5 * 60_000

export type ComplainRefusal =
  | { readonly code: 'reconciliation.not_held' }
  | { readonly code: 'reconciliation.sampled_at_invalid' }
  | { readonly code: 'reconciliation.tube_code_invalid' }
  | { readonly code: 'reconciliation.site_unknown' }
  | { readonly code: 'reconciliation.complaint_id_reused' }
  | { readonly code: 'reconciliation.too_many_complaints' }

/** Keeps a complaint of the caller, or of somebody they carry, and says what is found at once. */
export async function complain(ctx: Ctx, input: Static<typeof Complain>): Promise<Result<Static<typeof Complained>, ComplainRefusal>> {
  const result = await keep(ctx, input)
  if (!result.ok) {
    const act = { action: 'reconciliation.complain', subject: input.residentId, outcome: result.refusal.code }
    await recordAudit(ctx.db.read, ctx, act)
  }
  return result
}

async function keep(ctx: Ctx, input: Static<typeof Complain>): Promise<Result<Static<typeof Complained>, ComplainRefusal>> {
  if (!holdsResident(ctx.actor, input.residentId)) return refuse({ code: 'reconciliation.not_held' })
  const around = await checkSaid(ctx, input)
  if (!around.ok) return around
  const finding = findSample((await readSurroundings(ctx.db.read, around.value)).facts)
  return ctx.db.transaction(async (tx) => {
    await lockComplaints(tx, input.residentId)
    const known = await tx
      .selectFrom('reconciliation.complaint')
      .select(['resident_id', 'finding'])
      .where('complaint_id', '=', input.complaintId)
      .executeTakeFirst()
    if (known !== undefined)
      return known.resident_id === input.residentId
        ? accept({ complaintId: input.complaintId, finding: known.finding as unknown as ComplaintFinding })
        : refuse({ code: 'reconciliation.complaint_id_reused' })
    if ((await countToday(tx, ctx, input.residentId)) >= complaintsPerDayMax) return refuse({ code: 'reconciliation.too_many_complaints' })
    if (!(await insert(tx, ctx, input, around.value, finding))) return refuse({ code: 'reconciliation.complaint_id_reused' })
    const detail = { finding: finding.code, complaintId: input.complaintId }
    await recordAudit(tx, ctx, { action: 'reconciliation.complain', subject: input.residentId, detail })
    return accept({ complaintId: input.complaintId, finding })
  })
}

async function checkSaid(ctx: Ctx, input: Static<typeof Complain>): Promise<Result<Around, ComplainRefusal>> {
  const { residentId, siteId } = input
  const sampledAt = new Date(input.sampledAt)
  const agoMs = ctx.clock.now().getTime() - sampledAt.getTime()
  if (agoMs < -clockErrorMs || agoMs > daysBackMax * dayMs) return refuse({ code: 'reconciliation.sampled_at_invalid' })
  const read = input.tubeCode === null ? undefined : readTubeCode(input.tubeCode)
  if (read?.ok === false) return refuse({ code: 'reconciliation.tube_code_invalid' })
  if (siteId !== null && (await findSite(ctx.db.read, siteId)) === undefined) return refuse({ code: 'reconciliation.site_unknown' })
  return accept({ residentId, sampledAt, siteId, tubeCode: read?.code ?? null })
}

/** One resident's complaints one after the other: the same one twice is known, and those made at once are counted. */
async function lockComplaints(tx: Tx, residentId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`reconciliation.complaints ${residentId}`}, 0))`.execute(tx)
}

async function countToday(tx: Tx, ctx: Ctx, residentId: string): Promise<number> {
  const { rows } = await sql<{ made: number }>`
    select count(*)::int as made from reconciliation.complaint
    where resident_id = ${residentId} and made_at > ${new Date(ctx.clock.now().getTime() - dayMs)}`.execute(tx)
  return rows[0]!.made
}

/** False where the id is another resident's. */
async function insert(tx: Tx, ctx: Ctx, input: Static<typeof Complain>, around: Around, finding: ComplaintFinding): Promise<boolean> {
  const { wrapped, key } = ctx.vault.newDataKey()
  const note = input.note.trim()
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('reconciliation.complaint')
    .values({
      complaint_id: input.complaintId,
      resident_id: input.residentId,
      made_by: ctx.actor.id,
      made_at: ctx.clock.now(),
      sampled_at: around.sampledAt,
      site_id: around.siteId,
      tube_code: around.tubeCode,
      wrapped_key: wrapped,
      note_sealed: note === '' ? null : key.seal('note', note),
      finding: JSON.stringify(finding),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

export type AnswerRefusal =
  | { readonly code: 'reconciliation.complaint_not_found' }
  | { readonly code: 'reconciliation.complaint_answered_already' }

/** Answers a complaint, once: the resident reads it among their complaints. */
export async function answerComplaint(
  ctx: Ctx,
  { complaintId, answer }: Static<typeof AnswerComplaint>,
): Promise<Result<undefined, AnswerRefusal>> {
  return audited(ctx, { action: 'reconciliation.answer_complaint', subject: complaintId }, async (tx) => {
    const row = await tx
      .selectFrom('reconciliation.complaint')
      .select(['wrapped_key', 'answered_at'])
      .where('complaint_id', '=', complaintId)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) return refuse({ code: 'reconciliation.complaint_not_found' })
    if (row.answered_at !== null) return refuse({ code: 'reconciliation.complaint_answered_already' })
    const key = ctx.vault.openDataKey(row.wrapped_key)
    await tx
      .updateTable('reconciliation.complaint')
      .set({ answer_sealed: key.seal('answer', answer.trim()), answered_at: ctx.clock.now(), answered_by: ctx.actor.id })
      .where('complaint_id', '=', complaintId)
      .execute()
    return accept(undefined)
  })
}
