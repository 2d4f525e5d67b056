/**
 * Batches as laboratory and releaser see them.
 */
import type { Selectable } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable } from '../../platform/db/database.ts'
import type { ResultsBatch } from '../../platform/db/generated.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { readLaboratoryNames } from '../places/index.ts'
import { findSamplesByTubes } from '../sampling/index.ts'
import { readStaffNames } from '../staff/index.ts'
import type { Anomaly, AnomalyCode } from './anomalies.ts'
import type { BatchContents, Batches, ListBatches, ReadBatch } from './batch.schema.ts'
import type { BatchState } from './batch.ts'
import type { Outcome } from './result-row.ts'

const listedMax = 200
const pageResults = 500

export async function listBatches(ctx: Ctx, { state }: Static<typeof ListBatches>): Promise<Result<Static<typeof Batches>, never>> {
  const rows = await ctx.db.read
    .selectFrom('results.batch')
    .selectAll()
    .where('state', '=', state)
    .orderBy('batch_id', 'desc')
    .limit(listedMax)
    .execute()
  return accept({ batches: await describe(ctx.db.read, rows) })
}

export async function readBatch(
  ctx: Ctx,
  { batchId, cursor }: Static<typeof ReadBatch>,
): Promise<Result<Static<typeof BatchContents>, { code: 'results.batch_not_found' }>> {
  const row = await ctx.db.read.selectFrom('results.batch').selectAll().where('batch_id', '=', batchId).executeTakeFirst()
  if (row === undefined || row.state === 'storing') return refuse({ code: 'results.batch_not_found' })
  const found = await ctx.db.read
    .selectFrom('results.tube_result')
    .select(['result_id', 'tube_code', 'outcome', 'tested_at'])
    .where('batch_id', '=', batchId)
    .$if(cursor !== undefined, (query) => query.where('tube_code', '>', cursor!))
    .orderBy('tube_code')
    .limit(pageResults + 1)
    .execute()
  const page = found.slice(0, pageResults)
  const swabs = await readSwabs(
    ctx.db.read,
    page.map((result) => result.tube_code),
  )
  const [batch] = await describe(ctx.db.read, [row])
  return accept({
    batch: batch!,
    results: page.map((result) => ({
      resultId: result.result_id,
      tubeCode: result.tube_code,
      outcome: result.outcome as Outcome,
      testedAt: result.tested_at.toISOString(),
      sampledAt: swabs.get(result.tube_code)?.firstAt.toISOString() ?? null,
      swabs: swabs.get(result.tube_code)?.count ?? 0,
    })),
    nextCursor: found.length > pageResults ? page.at(-1)!.tube_code : null,
  })
}

/** How many swabs each tube holds and when the first was taken; tubes no desk has told of are left out. */
async function readSwabs(db: Queryable, tubeCodes: readonly string[]): Promise<ReadonlyMap<string, { firstAt: Date; count: number }>> {
  const tubes = new Map<string, { firstAt: Date; count: number }>()
  for (const { tubeCode, sampledAt } of await findSamplesByTubes(db, tubeCodes)) {
    const known = tubes.get(tubeCode) ?? { firstAt: sampledAt, count: 0 }
    tubes.set(tubeCode, { firstAt: known.firstAt < sampledAt ? known.firstAt : sampledAt, count: known.count + 1 })
  }
  return tubes
}

async function describe(db: Queryable, rows: readonly Selectable<ResultsBatch>[]): Promise<Static<typeof Batches>['batches']> {
  const laboratories = await readLaboratoryNames(db)
  const people = await readStaffNames(
    db,
    rows.flatMap((row) => [row.uploaded_by, ...(row.decided_by === null ? [] : [row.decided_by])]),
  )
  const person = (accountId: string) => ({ accountId, displayName: people.get(accountId) ?? '' })
  return rows.map((row) => ({
    batchId: row.batch_id,
    laboratoryName: laboratories.get(row.laboratory_id) ?? '',
    uploadedAt: row.uploaded_at.toISOString(),
    uploadedBy: person(row.uploaded_by),
    kind: row.kind as 'results' | 'correction',
    rows: row.rows,
    positives: row.positives,
    invalids: row.invalids,
    state: row.state as BatchState,
    anomalies: row.anomalies as unknown as Anomaly[],
    confirmed: row.confirmed as unknown as { code: AnomalyCode; reason: string }[],
    correctionReason: row.correction_reason,
    rejectionReason: row.rejection_reason,
    releasedAt: row.state === 'released' ? row.decided_at!.toISOString() : null,
    releasedBy: row.state === 'released' ? person(row.decided_by!) : null,
  }))
}
