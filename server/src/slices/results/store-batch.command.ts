/**
 * Writes a file, its errors, its batch and its results: whole columns at a time, never row by row.
 */
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { emit } from '../../platform/outbox/emit.ts'
import { partsOf } from './judge-file.query.ts'
import type { Judgement } from './judge-rows.ts'
import type { Outcome, RowError } from './result-row.ts'

/** Rows in a statement. More is no faster, and others wait longer for their turn: 2,000 take 30 ms to put together. */
const writtenAtOnce = 2_000

export interface FileFacts {
  readonly fileId: string
  readonly batchId: string
  readonly sha256: Buffer
  readonly laboratoryId: string
}

/** Stores the file with its errors, and its good rows as a batch that awaits release. */
export async function storeFile(tx: Tx, ctx: Ctx, file: FileFacts, { good, errors, duplicates }: Judgement): Promise<void> {
  await tx
    .insertInto('results.file')
    .values({
      file_id: file.fileId,
      sha256: file.sha256,
      laboratory_id: file.laboratoryId,
      uploaded_by: ctx.actor.id,
      uploaded_at: ctx.clock.now(),
      rows_total: good.length + errors.length + duplicates,
      rows_good: good.length,
      rows_bad: errors.length,
      duplicates,
      complete: errors.length === 0 && good.length > 0,
    })
    .execute()
  await storeErrors(tx, file.fileId, errors)
  if (good.length === 0) return
  const { batchId, fileId, laboratoryId } = file
  await insertBatch(
    tx,
    ctx,
    { batchId, laboratoryId, kind: 'results', fileId, correctionReason: null },
    good.map((row) => row.outcome),
  )
  for (const part of partsOf(good, writtenAtOnce)) {
    ctx.signal.throwIfAborted() // the caller has been told that nothing was changed
    await insertResults(
      tx,
      ctx,
      batchId,
      part.map((row) => ({ ...row, correctsResultId: null })),
    )
  }
  await emit(tx, 'results.batch_stored', { batchId })
}

async function storeErrors(tx: Tx, fileId: string, errors: readonly RowError[]): Promise<void> {
  let position = 0
  for (const part of partsOf(errors, writtenAtOnce)) {
    await sql`
      insert into results.file_error (file_id, position, row_number, field, code, message, value)
      select ${fileId}, ${position}::int + ordinality, row_number, field, code, message, value
      from unnest(${part.map((one) => one.row)}::int[], ${part.map((one) => one.field)}::text[], ${part.map((one) => one.code)}::text[],
        ${part.map((one) => one.message)}::text[], ${part.map((one) => one.value)}::text[])
        with ordinality as given (row_number, field, code, message, value, ordinality)`.execute(tx)
    position += part.length
  }
}

interface NewBatch {
  readonly batchId: string
  readonly laboratoryId: string
  readonly kind: 'results' | 'correction'
  readonly fileId: string | null
  readonly correctionReason: string | null
}

export async function insertBatch(tx: Tx, ctx: Ctx, batch: NewBatch, outcomes: readonly Outcome[]): Promise<void> {
  await tx
    .insertInto('results.batch')
    .values({
      batch_id: batch.batchId,
      kind: batch.kind,
      laboratory_id: batch.laboratoryId,
      file_id: batch.fileId,
      correction_reason: batch.correctionReason,
      uploaded_by: ctx.actor.id,
      uploaded_at: ctx.clock.now(),
      rows: outcomes.length,
      positives: outcomes.filter((outcome) => outcome === 'positive').length,
      invalids: outcomes.filter((outcome) => outcome === 'invalid').length,
    })
    .execute()
}

export interface NewResult {
  readonly tubeCode: string
  readonly outcome: Outcome
  readonly testedAt: Date
  readonly correctsResultId: string | null
}

/** Adds results to a batch, in one statement. */
export async function insertResults(tx: Tx, ctx: Ctx, batchId: string, results: readonly NewResult[]): Promise<void> {
  await sql`
    insert into results.tube_result (batch_id, result_id, tube_code, outcome, tested_at, corrects_result_id)
    select ${batchId}, * from unnest(${results.map(() => ctx.ids.uuid())}::uuid[], ${results.map((one) => one.tubeCode)}::text[],
      ${results.map((one) => one.outcome)}::text[], ${results.map((one) => one.testedAt)}::timestamptz[],
      ${results.map((one) => one.correctsResultId)}::uuid[])`.execute(tx)
}
