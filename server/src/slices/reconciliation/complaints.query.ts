/**
 * Complaints as their makers and staff read them. What staff read is on the trail; makers see what is found by now, not what was found then.
 */
import { type Selectable, sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { DB } from '../../platform/db/generated.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { recordAudit } from '../audit/index.ts'
import { readSiteNames } from '../places/index.ts'
import { holdsResident, readResidentCards } from '../residents/index.ts'
import { readScannerLabels } from '../staff/index.ts'
import type { AnswerRefusal, ComplainRefusal } from './complaint.command.ts'
import type { ComplaintRead, Complaints, ListComplaints, OwnComplaints } from './complaint.schema.ts'
import { type ComplaintFinding, findSample, type TubePlace } from './complaint.ts'
import { readSurroundings } from './complaint-facts.query.ts'

type Row = Selectable<DB['reconciliation.complaint']>

const ownShown = 20
/** Looking around anew costs some reads; older ones show what was found then. */
const ownSoughtAnew = 3
const pageRows = 50

export async function showOwnComplaints(
  ctx: Ctx,
  { residentId }: { readonly residentId: string },
): Promise<Result<Static<typeof OwnComplaints>, Extract<ComplainRefusal, { code: 'reconciliation.not_held' }>>> {
  if (!holdsResident(ctx.actor, residentId)) return refuse({ code: 'reconciliation.not_held' })
  const rows = await ctx.db.read
    .selectFrom('reconciliation.complaint')
    .selectAll()
    .where('resident_id', '=', residentId)
    .orderBy('made_at', 'desc')
    .limit(ownShown)
    .execute()
  const siteNames = await readSiteNames(
    ctx.db.read,
    rows.flatMap((row) => row.site_id ?? []),
  )
  const sought = rows.filter((row) => row.answered_at === null).slice(0, ownSoughtAnew)
  const found = new Map(await Promise.all(sought.map(async (row) => [row.complaint_id, await seekAnew(ctx, row)] as const)))
  return accept({
    complaints: rows.map((row) => ({
      ...said(ctx, row, siteNames, found.get(row.complaint_id)),
      madeAt: row.made_at.toISOString(),
    })),
  })
}

/** A page for staff: open ones the oldest first, answered ones the newest. */
export async function listComplaints(
  ctx: Ctx,
  { state = 'open', cursor }: Static<typeof ListComplaints>,
): Promise<Result<Static<typeof Complaints>, never>> {
  const [at, id] = cursor?.split('_') ?? []
  const [compare, order] = state === 'open' ? [sql.raw('>'), sql.raw('asc')] : [sql.raw('<'), sql.raw('desc')]
  const { rows } = await sql<Row>`
    select * from reconciliation.complaint
    where (answered_at is null) = ${state === 'open'}
      and (${at ?? null}::timestamptz is null or (made_at, complaint_id) ${compare} (${at ?? null}::timestamptz, ${id ?? null}::uuid))
    order by made_at ${order}, complaint_id ${order} limit ${pageRows}`.execute(ctx.db.read)
  await recordAudit(ctx.db.read, ctx, { action: 'reconciliation.list_complaints', subject: 'all', detail: { state, rows: rows.length } })
  const last = rows.length === pageRows ? rows.at(-1) : undefined
  return accept({
    complaints: await forStaff(ctx, rows),
    nextCursor: last === undefined ? null : `${last.made_at.toISOString()}_${last.complaint_id}`,
  })
}

/** One complaint with all that is known around it now. */
export async function showComplaint(
  ctx: Ctx,
  { complaintId }: { readonly complaintId: string },
): Promise<Result<Static<typeof ComplaintRead>, Extract<AnswerRefusal, { code: 'reconciliation.complaint_not_found' }>>> {
  const row = await ctx.db.read
    .selectFrom('reconciliation.complaint')
    .selectAll()
    .where('complaint_id', '=', complaintId)
    .executeTakeFirst()
  if (row === undefined) return refuse({ code: 'reconciliation.complaint_not_found' })
  await recordAudit(ctx.db.read, ctx, { action: 'reconciliation.read_complaint', subject: complaintId })
  const [[shown], surroundings, labels] = await Promise.all([
    forStaff(ctx, [row]),
    readSurroundings(ctx.db.read, complainedOf(row)),
    readScannerLabels(ctx.db.read),
  ])
  return accept({
    ...shown!,
    finding: findSample(surroundings.facts),
    ownSamples: surroundings.ownSamples.map((own) => ({ ...onWire(own), sampledAt: own.sampledAt.toISOString() })),
    tubesAround: surroundings.tubesAround.map((tube) => ({ ...onWire(tube), swabs: tube.swabs, unnamed: tube.unnamed })),
    nearNumbers: surroundings.nearNumbers.map(onWire),
    desks: surroundings.desks.map(({ deviceId, lastContactAt, queued, missingRecords }) => ({
      deviceId,
      label: labels.get(deviceId)?.label ?? null,
      lastContactAt: lastContactAt?.toISOString() ?? null,
      queued,
      missingRecords,
    })),
  })
}

async function forStaff(ctx: Ctx, rows: readonly Row[]) {
  const [cards, siteNames] = await Promise.all([
    readResidentCards(ctx.db.read, ctx.vault, [...new Set(rows.map((row) => row.resident_id))]),
    readSiteNames(
      ctx.db.read,
      rows.flatMap((row) => row.site_id ?? []),
    ),
  ])
  const names = new Map(cards.map((card) => [card.residentId, card.nameMasked]))
  return rows.map((row) => ({
    ...said(ctx, row, siteNames),
    residentId: row.resident_id,
    nameMasked: names.get(row.resident_id) ?? '',
    at: row.made_at.toISOString(),
  }))
}

function said(ctx: Ctx, row: Row, siteNames: ReadonlyMap<string, string>, finding = row.finding as unknown as ComplaintFinding) {
  const key = ctx.vault.openDataKey(row.wrapped_key)
  return {
    complaintId: row.complaint_id,
    sampledAt: row.sampled_at.toISOString(),
    siteName: row.site_id === null ? null : (siteNames.get(row.site_id) ?? null),
    tubeCode: row.tube_code,
    note: row.note_sealed === null ? '' : key.open('note', row.note_sealed),
    state: row.answered_at === null ? ('open' as const) : ('answered' as const),
    finding,
    answer: row.answer_sealed === null ? null : key.open('answer', row.answer_sealed),
    answeredAt: row.answered_at?.toISOString() ?? null,
  }
}

async function seekAnew(ctx: Ctx, row: Row): Promise<ComplaintFinding> {
  return findSample((await readSurroundings(ctx.db.read, complainedOf(row))).facts)
}

function complainedOf(row: Row) {
  return { residentId: row.resident_id, sampledAt: row.sampled_at, siteId: row.site_id, tubeCode: row.tube_code }
}

function onWire({ tubeCode, place, at }: TubePlace) {
  return { tubeCode, place, at: at?.toISOString() ?? null }
}
