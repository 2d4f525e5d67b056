/**
 * A laboratory hands in a file of results: read, judged row by row, and stored as a batch that awaits a second person. Nothing is visible to residents
 * before that.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { violates } from '../../platform/db/database.ts'
import type { Exchange } from '../../platform/http/route.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { recordAudit } from '../audit/index.ts'
import { findLaboratory } from '../places/index.ts'
import { judgeFile } from './judge-file.query.ts'
import type { Judgement } from './judge-rows.ts'
import { type CsvRefusal, readCsv } from './read-csv.ts'
import { readUpload, type Upload, type UploadRefusal } from './read-upload.ts'
import { storeFile } from './store-batch.command.ts'
import type { UploadFile, UploadReport } from './upload.schema.ts'

type Input = Static<typeof UploadFile>
type Report = Static<typeof UploadReport>

export type UploadFileRefusal =
  | UploadRefusal
  | CsvRefusal
  | { readonly code: 'results.laboratory_unknown' }
  | { readonly code: 'results.file_seen_before'; readonly fileId: string }
  | ({ readonly code: 'results.bad_rows' } & Pick<Report, 'rowsTotal' | 'rowsGood' | 'rowsBad' | 'duplicates' | 'errors'>)

/** Errors in an answer; the file of all errors has the rest. */
const errorsShown = 1_000

export async function uploadFile(ctx: Ctx, input: Input, exchange: Exchange): Promise<Result<Report, UploadFileRefusal>> {
  const result = await takeFile(ctx, input, exchange)
  if (!result.ok && input.dryRun !== true)
    await recordAudit(ctx.db.read, ctx, { action: 'results.upload_file', subject: input.laboratoryId, outcome: result.refusal.code })
  return result
}

async function takeFile(ctx: Ctx, input: Input, exchange: Exchange): Promise<Result<Report, UploadFileRefusal>> {
  const upload = await readUpload(exchange.body) // first, so that whatever is refused, the sender has been heard out
  if (!upload.ok) return upload
  if ((await findLaboratory(ctx.db.read, input.laboratoryId)) === undefined) return refuse({ code: 'results.laboratory_unknown' })
  const seen = await findCompleteFile(ctx, upload.value.sha256)
  if (seen !== undefined) return refuse({ code: 'results.file_seen_before', fileId: seen })
  const rows = await readCsv(upload.value.text)
  if (!rows.ok) return rows
  const judge = () => judgeFile(ctx.db.read, rows.value, ctx.clock.now())
  const judgement = await judge()
  if (input.dryRun === true) return accept(reportOf(judgement))
  // The same file may have come in while this one was read: then its rows look like duplicates of themselves.
  const seenMeanwhile = await findCompleteFile(ctx, upload.value.sha256)
  if (seenMeanwhile !== undefined) return refuse({ code: 'results.file_seen_before', fileId: seenMeanwhile })
  try {
    return await apply(ctx, input, upload.value, judgement)
  } catch (error) {
    // Somebody reported one of these tubes, or handed in the same file, between the look and the writing: look again, once.
    if (violates(error, 'file_once'))
      return refuse({ code: 'results.file_seen_before', fileId: (await findCompleteFile(ctx, upload.value.sha256))! })
    if (violates(error, 'tube_result_once')) return apply(ctx, input, upload.value, await judge())
    throw error
  }
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

async function apply(ctx: Ctx, input: Input, upload: Upload, judgement: Judgement): Promise<Result<Report, UploadFileRefusal>> {
  const report = reportOf(judgement)
  const { rowsTotal, rowsGood, rowsBad, duplicates, errors } = report
  if (input.onBadRows === 'reject_all' && rowsBad > 0)
    return refuse({ code: 'results.bad_rows', rowsTotal, rowsGood, rowsBad, duplicates, errors })
  const file = { fileId: ctx.ids.uuid(), batchId: ctx.ids.uuid(), sha256: upload.sha256, laboratoryId: input.laboratoryId }
  await ctx.db.transaction(async (tx) => {
    await storeFile(tx, ctx, file, judgement)
    const detail = { laboratoryId: input.laboratoryId, rowsGood, rowsBad, duplicates, sha256: upload.sha256.toString('hex') }
    await recordAudit(tx, ctx, { action: 'results.upload_file', subject: file.fileId, detail })
  })
  return accept({ ...report, fileId: file.fileId, batchId: rowsGood > 0 ? file.batchId : null, applied: rowsGood > 0 })
}

function reportOf({ good, errors, duplicates }: Judgement): Report {
  return {
    fileId: null,
    batchId: null,
    rowsTotal: good.length + errors.length + duplicates,
    rowsGood: good.length,
    rowsBad: errors.length,
    duplicates,
    applied: false,
    errors: errors.slice(0, errorsShown).map((error) => ({ ...error })),
  }
}
