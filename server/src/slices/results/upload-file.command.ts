/**
 * A laboratory hands in a file of results: put on the disk, read in its turn, and stored as a batch that awaits a second person. Whoever sent it gets the
 * report if the reading ends soon, else the state of the reading, to be asked for again. Nothing is visible to residents before the release.
 */
import type { Static } from 'typebox'
import { sleep } from '../../platform/clock.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Exchange } from '../../platform/http/route.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { recordAudit } from '../audit/index.ts'
import { findLaboratory } from '../places/index.ts'
import type { FileFigures } from './file-figures.ts'
import { finishFile, finishTrial } from './finish-file.command.ts'
import type { Intake } from './intake.ts'
import { type FileToRead, readFile } from './read-file.command.ts'
import { formatOfType } from './read-rows.ts'
import type { FileRefusal } from './row-source.ts'
import type { Spooled, SpoolRefusal } from './spool.ts'
import { insertBatch } from './store-batch.command.ts'
import { readTemplate } from './template.command.ts'
import type { UploadFile, UploadReport } from './upload.schema.ts'
import { reportOf, unfinished } from './upload-report.query.ts'
import { discardFile, noteRefused, registerUpload } from './upload-state.command.ts'

type Input = Static<typeof UploadFile>
type Report = Static<typeof UploadReport>

type BadRows = { readonly code: 'results.bad_rows' } & Pick<
  Report,
  'uploadId' | 'rowsTotal' | 'rowsGood' | 'rowsBad' | 'duplicates' | 'errors'
>

export type ReadingRefusal = FileRefusal | BadRows | { readonly code: 'results.file_seen_before'; readonly fileId: string }

export type UploadFileRefusal = SpoolRefusal | ReadingRefusal | { readonly code: 'results.laboratory_unknown' }

/** A caller waits so long for the report; a browser would wait longer, a proxy may not. */
export const answerWithinMsDefault = 20_000

export function createUploadFile(intake: Intake, answerWithinMs: number) {
  return async (ctx: Ctx, input: Input, exchange: Exchange): Promise<Result<Report, UploadFileRefusal>> => {
    const spooled = await intake.spool.take(exchange.body()) // first, so that whatever is refused, the sender has been heard out
    if (!spooled.ok) return spooled
    await exchange.enter().catch(async (error: unknown) => {
      await spooled.value.close()
      throw error
    })
    const begun = await begin(ctx, input, spooled.value, exchange)
    if (!begun.ok) {
      await spooled.value.close()
      if (input.dryRun !== true) await auditRefusal(ctx, input, begun.refusal.code)
      return begun
    }
    const unhurried: Ctx = { ...ctx, signal: new AbortController().signal } // the caller's deadline is not the file's
    const reading = intake.inTurn(() => carryOut(unhurried, input, begun.value)).finally(() => spooled.value.close())
    const stopWaiting = new AbortController()
    const patience = sleep(answerWithinMs, stopWaiting.signal).then(() => accept(unfinished(begun.value.uploadId, 'reading', 0)))
    reading.catch((error) => ctx.log.error('reading a file of results failed', error, { uploadId: begun.value.uploadId }))
    return Promise.race([reading, patience]).finally(() => stopWaiting.abort())
  }
}

/** Holds the file against what was handed in before, and registers its reading. */
async function begin(ctx: Ctx, input: Input, file: Spooled, exchange: Exchange): Promise<Result<FileToRead, UploadFileRefusal>> {
  const { laboratoryId } = input
  if ((await findLaboratory(ctx.db.read, laboratoryId)) === undefined) return refuse({ code: 'results.laboratory_unknown' })
  const uploadId = ctx.ids.uuid()
  const dryRun = input.dryRun === true
  const other = await registerUpload(ctx, { uploadId, laboratoryId, sha256: file.sha256, dryRun })
  if (other !== undefined) return refuse({ code: 'results.file_seen_before', fileId: other })
  const seen = await findCompleteFile(ctx, file.sha256) // after registering: one that ends between both would be missed
  if (seen !== undefined) {
    const refusal = { code: 'results.file_seen_before', fileId: seen } as const
    await noteRefused(ctx.db.read, uploadId, refusal)
    return refuse(refusal)
  }
  const format = input.format ?? formatOfType(exchange.header('content-type'))
  return accept({ uploadId, laboratoryId, format, inForce: await readTemplate(ctx.db.read, laboratoryId), file })
}

async function findCompleteFile(ctx: Ctx, sha256: Buffer): Promise<string | undefined> {
  const file = await ctx.db.read
    .selectFrom('results.file')
    .select('file_id')
    .where('sha256', '=', sha256)
    .where('complete', '=', true)
    .executeTakeFirst()
  return file?.file_id
}

/** Reads the file and leaves behind either all of it or nothing but its errors. */
async function carryOut(ctx: Ctx, input: Input, file: FileToRead): Promise<Result<Report, ReadingRefusal>> {
  try {
    const result = await readAndStore(ctx, input, file)
    if (result.ok) return result
    await discardFile(ctx, file.uploadId)
    await noteRefused(ctx.db.read, file.uploadId, result.refusal)
    if (input.dryRun !== true) await auditRefusal(ctx, input, result.refusal.code)
    return result
  } catch (error) {
    await discardFile(ctx, file.uploadId).catch(() => undefined) // else the job that tidies up does it
    throw error
  }
}

async function readAndStore(ctx: Ctx, input: Input, file: FileToRead): Promise<Result<Report, ReadingRefusal>> {
  const wholeOnly = input.onBadRows === 'reject_all'
  if (input.dryRun === true || wholeOnly) {
    const looked = await readFile(ctx, file, undefined)
    if (!looked.ok) return looked
    if (input.dryRun === true) return accept(await finishTrial(ctx, file, looked.value))
    if (looked.value.bad > 0) return refuse(await badRows(ctx, file, looked.value))
  }
  const { uploadId: fileId, laboratoryId } = file
  const batchId = ctx.ids.uuid()
  await insertBatch(ctx.db.read, ctx, { batchId, laboratoryId, kind: 'results', fileId, correctionReason: null })
  const figures = await readFile(ctx, file, batchId)
  if (!figures.ok) return figures
  if (wholeOnly && figures.value.bad > 0) return refuse(await badRows(ctx, file, figures.value)) // reported by somebody else since the look
  return accept(await finishFile(ctx, file, batchId, figures.value))
}

async function badRows(ctx: Ctx, file: FileToRead, figures: FileFigures): Promise<BadRows> {
  const { uploadId, rowsTotal, rowsGood, rowsBad, duplicates, errors } = await reportOf(ctx, file, figures)
  return { code: 'results.bad_rows', uploadId, rowsTotal, rowsGood, rowsBad, duplicates, errors }
}

async function auditRefusal(ctx: Ctx, input: Input, outcome: string): Promise<void> {
  await recordAudit(ctx.db.read, ctx, { action: 'results.upload_file', subject: input.laboratoryId, outcome })
}
