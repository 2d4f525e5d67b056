/**
 * Writes batches and their results, the errors of a file and what waits for its desk: whole columns at a time, never row by row.
 */
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable, Tx } from '../../platform/db/database.ts'
import type { Outcome, ReportedRow, RowError } from './result-row.ts'

export interface NewBatch {
  readonly batchId: string
  readonly laboratoryId: string
  readonly kind: 'results' | 'correction'
  readonly fileId: string | null
  readonly correctionReason: string | null
}

/** A batch that nobody sees and that holds nothing yet. */
export async function insertBatch(db: Queryable, ctx: Ctx, batch: NewBatch): Promise<void> {
  await db
    .insertInto('results.batch')
    .values({
      batch_id: batch.batchId,
      kind: batch.kind,
      laboratory_id: batch.laboratoryId,
      file_id: batch.fileId,
      correction_reason: batch.correctionReason,
      uploaded_by: ctx.actor.id,
      uploaded_at: ctx.clock.now(),
      state: 'storing',
      rows: 0,
      positives: 0,
      invalids: 0,
    })
    .execute()
}

export interface BatchTotals {
  readonly rows: number
  readonly positives: number
  readonly invalids: number
  readonly tubesReceived: number
  readonly anomalies: readonly object[]
}

/** From here on the batch awaits its release. Throws where it has been discarded meanwhile. */
export async function completeBatch(tx: Tx, batchId: string, totals: BatchTotals): Promise<void> {
  const { rows, positives, invalids, tubesReceived, anomalies } = totals
  const { numUpdatedRows } = await tx
    .updateTable('results.batch')
    .set({ state: 'awaiting', rows, positives, invalids, tubes_received: tubesReceived, anomalies: JSON.stringify(anomalies) })
    .where('batch_id', '=', batchId)
    .where('state', '=', 'storing')
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Error('the batch was discarded while its file was read')
}

export interface NewResult {
  readonly tubeCode: string
  readonly outcome: Outcome
  readonly testedAt: Date
  readonly correctsResultId: string | null
}

/** Adds results to a batch, in one statement; returns the tubes that got none, because somebody else reported them meanwhile. */
export async function insertResults(db: Queryable, ctx: Ctx, batchId: string, results: readonly NewResult[]): Promise<ReadonlySet<string>> {
  if (results.length === 0) return new Set()
  const tubeCodes = results.map((one) => one.tubeCode)
  const { numAffectedRows } = await sql`
    insert into results.tube_result (batch_id, result_id, tube_code, outcome, tested_at, corrects_result_id)
    select ${batchId}, * from unnest(${results.map(() => ctx.ids.uuid())}::uuid[], ${tubeCodes}::text[], ${results.map((one) => one.outcome)}::text[],
      ${results.map((one) => one.testedAt.toISOString())}::timestamptz[], ${results.map((one) => one.correctsResultId)}::uuid[])
    on conflict do nothing`.execute(db)
  if (numAffectedRows === BigInt(results.length)) return new Set()
  const { rows } = await sql<{ tube_code: string }>`
    select tube_code from unnest(${tubeCodes}::text[]) as given (tube_code)
    where not exists (select from results.tube_result where tube_result.tube_code = given.tube_code and batch_id = ${batchId})`.execute(db)
  return new Set(rows.map((row) => row.tube_code))
}

/** Remembers tubes whose results wait for their desk. */
export async function insertWaiting(db: Queryable, ctx: Ctx, batchId: string, tubeCodes: readonly string[]): Promise<void> {
  if (tubeCodes.length === 0) return
  await sql`
    insert into results.waiting (tube_code, batch_id, since) select tube_code, ${batchId}, ${ctx.clock.now()}
    from unnest(${tubeCodes}::text[]) as tube_code on conflict do nothing`.execute(db)
}

/** Remembers that a file tells another outcome for these tubes than is there. */
export async function insertDiffering(
  db: Queryable,
  ctx: Ctx,
  file: { readonly fileId: string; readonly laboratoryId: string },
  rows: readonly ReportedRow[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into results.differing (tube_code, file_id, laboratory_id, outcome, tested_at, reported_at)
    select tube_code, ${file.fileId}, ${file.laboratoryId}, outcome, tested_at, ${ctx.clock.now()}
    from unnest(${rows.map((row) => row.tubeCode)}::text[], ${rows.map((row) => row.outcome)}::text[], ${rows.map((row) => row.testedAt)}::timestamptz[])
      as given (tube_code, outcome, tested_at) on conflict do nothing`.execute(db)
}

/** Adds errors of a file after those that are there; `position` is the number of these. */
export async function insertErrors(db: Queryable, fileId: string, position: number, errors: readonly RowError[]): Promise<void> {
  if (errors.length === 0) return
  await sql`
    insert into results.file_error (file_id, position, row_number, field, code, message, value)
    select ${fileId}, ${position}::int + ordinality, row_number, field, code, message, value
    from unnest(${errors.map((one) => one.row)}::int[], ${errors.map((one) => one.field)}::text[], ${errors.map((one) => one.code)}::text[],
      ${errors.map((one) => one.message)}::text[], ${errors.map((one) => one.value)}::text[])
      with ordinality as given (row_number, field, code, message, value, ordinality)`.execute(db)
}
