/**
 * A round's reconciliation as people read it: the steps held against each other, by whatever they want to see it by, a page of rows at a time.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { readLaboratoryNames, readSiteNames } from '../places/index.ts'
import { type Round, readRound } from '../rounds/index.ts'
import { readScannerLabels } from '../staff/index.ts'
import { createAnswerCache } from './answer-cache.ts'
import type { ReadReconciliation, Reconciliation } from './reconciliation.schema.ts'
import type { Cut } from './round-cut.ts'
import { type CutRow, readCut } from './round-figures.query.ts'
import type { ReadWholeRound, WholeRound } from './whole-round.query.ts'

export type RoundNotFound = { readonly code: 'rounds.not_found' }

const pageRows = 500

export function readReconciliation(readWhole: ReadWholeRound) {
  const cutRows = createAnswerCache<readonly CutRow[]>()
  return async (ctx: Ctx, input: Static<typeof ReadReconciliation>): Promise<Result<Static<typeof Reconciliation>, RoundNotFound>> => {
    const { roundId, by, cursor } = input
    const round = await readRound(ctx.db.read, roundId)
    if (round === undefined) return refuse({ code: 'rounds.not_found' })
    const whole = await readWhole(ctx, round)
    const rows =
      by === 'round'
        ? [{ key: roundId, ...whole.swabs }]
        : await cutRows.get(ctx.clock, `${roundId} ${by}`, () => readCut(ctx.db.read, roundId, by))
    const after = cursor === undefined ? rows : rows.filter((row) => row.key > cursor)
    const page = after.slice(0, pageRows)
    return accept({
      asOf: whole.judgement.now.toISOString(),
      rows: await describe(ctx.db.read, round, whole, by, page),
      tubes: { registered: null, ...whole.tubes },
      differences: [...whole.differences],
      delays: [...whole.delays],
      reconciled: whole.reconciled,
      nextCursor: after.length > pageRows ? page.at(-1)!.key : null,
    })
  }
}

async function describe(
  db: Queryable,
  round: Round,
  whole: WholeRound,
  by: Cut,
  rows: readonly CutRow[],
): Promise<Static<typeof Reconciliation>['rows']> {
  const names = await readNames(db, round, by, rows)
  const registered = (key: string): number | null =>
    by === 'round' ? whole.expected : by === 'site' ? (whole.expectedBySite.get(key) ?? 0) : null
  return rows.map((row) => ({ ...row, name: names.get(row.key) ?? row.key, registered: registered(row.key) }))
}

async function readNames(db: Queryable, round: Round, by: Cut, rows: readonly CutRow[]): Promise<ReadonlyMap<string, string>> {
  if (by === 'round') return new Map([[round.roundId, round.name]])
  if (by === 'laboratory') return readLaboratoryNames(db)
  if (by === 'device') return new Map([...(await readScannerLabels(db))].map(([deviceId, { label }]) => [deviceId, label]))
  if (by === 'box') return new Map()
  return readSiteNames(
    db,
    rows.flatMap(({ key }) => (key === '' ? [] : [key])),
  )
}
