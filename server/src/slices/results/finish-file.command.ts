/**
 * The end of a file that was read well: its record, its batch and its report appear together.
 */
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { emit } from '../../platform/outbox/emit.ts'
import { recordAudit } from '../audit/index.ts'
import { type FileFigures, rowsOf } from './file-figures.ts'
import type { FileToRead } from './read-file.command.ts'
import { completeBatch } from './store-batch.command.ts'
import type { UploadReport } from './upload.schema.ts'
import { reportOf } from './upload-report.query.ts'
import { noteReady } from './upload-state.command.ts'

type Report = Static<typeof UploadReport>

/** Keeps the report of a trial. */
export async function finishTrial(ctx: Ctx, file: FileToRead, figures: FileFigures): Promise<Report> {
  const report = await reportOf(ctx, file, figures)
  await noteReady(ctx.db.read, file.uploadId, report)
  return report
}

/** Makes the batch await its release. A file without a good row leaves its record and its errors, and no batch. */
export async function finishFile(ctx: Ctx, file: FileToRead, batchId: string, figures: FileFigures): Promise<Report> {
  const applied = figures.good > 0
  const fileId = file.uploadId
  const report = { ...(await reportOf(ctx, file, figures)), fileId, batchId: applied ? batchId : null, applied }
  await ctx.db.transaction(async (tx) => {
    await insertFile(tx, ctx, file, figures)
    if (applied) {
      const { good: rows, positives, invalids, neverReceived } = figures
      await completeBatch(tx, batchId, { rows, positives, invalids, tubesReceived: rows - neverReceived, anomalies: report.anomalies })
      await emit(tx, 'results.batch_stored', { batchId })
    } else await tx.deleteFrom('results.batch').where('batch_id', '=', batchId).execute()
    await tellDiffering(tx, fileId)
    await noteReady(tx, fileId, report)
    const { rowsGood, rowsBad, duplicates } = report
    const { laboratoryId, format } = file
    const detail = { laboratoryId, format, rowsGood, rowsBad, duplicates, sha256: file.file.sha256.toString('hex') }
    await recordAudit(tx, ctx, { action: 'results.upload_file', subject: fileId, detail })
  })
  return report
}

async function insertFile(
  tx: Tx,
  ctx: Ctx,
  { uploadId, laboratoryId, format, inForce, file }: FileToRead,
  figures: FileFigures,
): Promise<void> {
  await tx
    .insertInto('results.file')
    .values({
      file_id: uploadId,
      sha256: file.sha256,
      laboratory_id: laboratoryId,
      uploaded_by: ctx.actor.id,
      uploaded_at: ctx.clock.now(),
      format,
      template_version: format === 'fhir' ? null : inForce.version,
      rows_total: rowsOf(figures),
      rows_good: figures.good,
      rows_bad: figures.bad,
      duplicates: figures.duplicates,
      controls: figures.controls,
      complete: figures.bad === 0 && figures.good > 0,
    })
    .execute()
}

const tubesInEvent = 500

async function tellDiffering(tx: Tx, fileId: string): Promise<void> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const { rows } = await sql<{ tube_code: string }>`
      select tube_code from results.differing where file_id = ${fileId} and tube_code > ${after} order by tube_code limit ${tubesInEvent}`.execute(
      tx,
    )
    const tubeCodes = rows.map((row) => row.tube_code)
    if (tubeCodes.length > 0) await emit(tx, 'results.tubes_differ', { tubeCodes })
    after = tubeCodes.at(-1)
  }
}
