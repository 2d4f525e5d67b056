/**
 * Who has to be sampled again, street by street, as those who go from door to door need it. Names are masked, each look is in the audit trail.
 */
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { accept, type Result } from '../../platform/result.ts'
import { recordAudit } from '../audit/index.ts'
import { readResidentCards } from '../residents/index.ts'
import type { RecallState } from './follow-up.ts'
import type { ListRecalls, RecallPage } from './recall.schema.ts'

const pageRecalls = 100

interface Row {
  readonly recall_id: string
  readonly resident_id: string
  readonly street_code: string
  readonly tube_code: string
  readonly asked_at: Date
  readonly state: RecallState
  readonly ended_at: Date | null
}

/** By street, the longest waiting first. */
export async function listRecalls(ctx: Ctx, input: Static<typeof ListRecalls>): Promise<Result<Static<typeof RecallPage>, never>> {
  const { state = 'open', streetCode } = input
  const rows = await readPage(ctx.db.read, state, streetCode ?? null, input.cursor)
  const page = rows.slice(0, pageRecalls)
  const cards = await readResidentCards(ctx.db.read, ctx.vault, [...new Set(page.map((row) => row.resident_id))])
  const names = new Map(cards.map((card) => [card.residentId, card.nameMasked]))
  await recordAudit(ctx.db.read, ctx, {
    action: 'recalls.read_list',
    subject: streetCode ?? 'all streets',
    detail: { state, shown: page.length },
  })
  return accept({
    recalls: page.map((row) => ({
      recallId: row.recall_id,
      residentId: row.resident_id,
      nameMasked: names.get(row.resident_id) ?? '',
      streetCode: row.street_code === '' ? null : row.street_code,
      tubeCode: row.tube_code,
      askedAt: row.asked_at.toISOString(),
      state: row.state,
      endedAt: row.ended_at?.toISOString() ?? null,
    })),
    counts: await countByState(ctx.db.read, streetCode ?? null),
    nextCursor: rows.length > pageRecalls ? cursorAt(page.at(-1)!) : null,
  })
}

async function readPage(db: Queryable, state: RecallState, streetCode: string | null, cursor: string | undefined): Promise<Row[]> {
  const [street = '', askedAt = '-infinity', recallId = '00000000-0000-0000-0000-000000000000'] = readCursor(cursor)
  const { rows } = await sql<Row>`
    select recall_id, resident_id, street_code, tube_code, asked_at, state, ended_at from recalls.recall
    where state = ${state} and (${streetCode}::text is null or street_code = ${streetCode})
      and (street_code, asked_at, recall_id) > (${street}, ${askedAt}::timestamptz, ${recallId}::uuid)
    order by street_code, asked_at, recall_id limit ${pageRecalls + 1}`.execute(db)
  return rows
}

function cursorAt({ street_code, asked_at, recall_id }: Row): string {
  return `${street_code} ${asked_at.toISOString()} ${recall_id}`
}

/** A cursor that is none of ours begins at the beginning. */
function readCursor(cursor: string | undefined): readonly (string | undefined)[] {
  const read = /^(\d{0,9}) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor ?? '')
  return read === null || Number.isNaN(Date.parse(read[2]!)) ? [] : read.slice(1)
}

async function countByState(db: Queryable, streetCode: string | null): Promise<Static<typeof RecallPage>['counts']> {
  const { rows } = await sql<{ state: RecallState; count: string }>`
    select state, count(*) from recalls.recall where ${streetCode}::text is null or street_code = ${streetCode} group by state`.execute(db)
  return { open: 0, resolved: 0, cancelled: 0, ...Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)])) }
}
