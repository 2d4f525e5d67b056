/**
 * A whole round as CSV, a line a tube: what settles who lost what. Sent as it is read; without names or ids of residents. Taking it is recorded.
 */
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable } from '../../platform/db/database.ts'
import type { FileAnswer } from '../../platform/http/route.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { recordAudit } from '../audit/index.ts'
import { readLaboratoryNames, readSiteNames } from '../places/index.ts'
import { csvLine } from '../results/index.ts'
import { type Round, readRound } from '../rounds/index.ts'
import { readScannerLabels } from '../staff/index.ts'
import type { RoundNotFound } from './read-reconciliation.query.ts'
import type { ExportRound } from './reconciliation.schema.ts'
import type { Item, Judgement } from './round-judgement.query.ts'
import { delayedSince, standingCode, tubesOf } from './standing.ts'
import type { ReadWholeRound } from './whole-round.query.ts'

const byteOrderMark = '\ufeff' // without it spreadsheets take UTF-8 for something else
const tubesAtOnce = 2_000

const counts = ['swabs', 'by_phone_pass', 'by_paper_pass', 'by_document', 'by_provisional', 'counted_desk', 'counted_laboratory'] as const
const times = [
  'opened_at',
  'sampled_at',
  'closed_at',
  'boxed_at',
  'handed_over_at',
  'received_at',
  'tested_at',
  'released_at',
  'on_code_at',
] as const
const header = ['tube', 'site', 'desk', 'box', 'laboratory', ...counts, ...times, 'stands', 'delayed_since', 'differences', 'other_tube']

interface TubeRow extends Readonly<Record<(typeof counts)[number], number | null>>, Readonly<Record<(typeof times)[number], Date | null>> {
  readonly tube_code: string
  readonly site_id: string | null
  readonly device_id: string | null
  readonly box_code: string | null
  readonly laboratory_id: string | null
  readonly stands: string | null
  readonly delayed_since: Date | null
  readonly differences: string | null
  readonly others: string | null
}

export function exportRound(readWhole: ReadWholeRound) {
  return async (ctx: Ctx, { roundId }: Static<typeof ExportRound>): Promise<Result<FileAnswer, RoundNotFound>> => {
    const round = await readRound(ctx.db.read, roundId)
    if (round === undefined) return refuse({ code: 'rounds.not_found' })
    const { judgement, tubes } = await readWhole(ctx, round)
    await recordAudit(ctx.db.read, ctx, { action: 'reconciliation.export_round', subject: roundId, detail: { tubes: tubes.inTube } })
    const lines = Readable.from(linesOf(ctx.db.read, round, judgement))
    return accept({ contentType: 'text/csv; charset=utf-8', bytes: lines, fileName: `reconciliation-${roundId}.csv` })
  }
}

async function* linesOf(db: Queryable, round: Round, judgement: Judgement): AsyncGenerator<Buffer> {
  const name = await readNames(db, round)
  const items = judgement.items.filter((item) => item.tubeCode !== null)
  yield Buffer.from(byteOrderMark + csvLine(header) + items.map((item) => csvLine(itemLine(item, name))).join(''), 'utf8')
  for (let after = ''; ; ) {
    const rows = await readPage(db, round.roundId, judgement, after)
    if (rows.length === 0) return
    yield Buffer.from(rows.map((row) => csvLine(tubeLine(row, name))).join(''), 'utf8')
    after = rows.at(-1)!.tube_code
  }
}

async function readPage(db: Queryable, roundId: string, judgement: Judgement, after: string): Promise<TubeRow[]> {
  const { rows } = await sql<TubeRow>`
    select tube_code, site_id, device_id, box_code, laboratory_id, ${sql.join([...counts, ...times].map((column) => sql.ref(column)))},
      ${standingCode} as stands, ${delayedSince(judgement)} as delayed_since, found.codes as differences, found.others
    from ${tubesOf(roundId, judgement)}
    left join lateral (select string_agg(distinct code, ' ') as codes, string_agg(distinct other_tube_code, ' ') as others
      from reconciliation.difference where difference.tube_code = tube.tube_code) as found on true
    where tube_code > ${after} order by tube_code limit ${tubesAtOnce}`.execute(db)
  return rows
}

type Names = (id: string | null) => string

/** Names of sites, desks and laboratories by their ids. */
async function readNames(db: Queryable, round: Round): Promise<Names> {
  const sites = await readSiteNames(
    db,
    round.sites.map((site) => site.siteId),
  )
  const [desks, laboratories] = [await readScannerLabels(db), await readLaboratoryNames(db)]
  return (id) => (id === null ? '' : (sites.get(id) ?? desks.get(id)?.label ?? laboratories.get(id) ?? id))
}

function tubeLine(row: TubeRow, name: Names): string[] {
  return [
    row.tube_code,
    name(row.site_id),
    name(row.device_id),
    row.box_code ?? '',
    name(row.laboratory_id),
    ...counts.map((column) => row[column]?.toString() ?? ''),
    ...times.map((column) => row[column]?.toISOString() ?? ''),
    row.stands ?? '',
    row.delayed_since?.toISOString() ?? '',
    row.differences ?? '',
    row.others ?? '',
  ]
}

/** A number that only a laboratory knows, or that was mistaken: what it is, and the tube it was meant for. */
function itemLine({ tubeCode, siteId, deviceId, boxCode, laboratoryId, code, suggestion }: Item, name: Names): string[] {
  const nothing = [...counts, ...times].map(() => '')
  return [tubeCode ?? '', name(siteId), name(deviceId), boxCode ?? '', name(laboratoryId), ...nothing, '', '', code, suggestion ?? '']
}
