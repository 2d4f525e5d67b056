/**
 * How far the reading of a file has come, for whoever handed it in and did not get the report at once.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import type { FileId, UploadReport } from './upload.schema.ts'
import type { ReadingRefusal } from './upload-file.command.ts'
import { unfinished } from './upload-report.query.ts'

export type ReadUploadRefusal =
  | ReadingRefusal
  | { readonly code: 'results.file_not_found' }
  | { readonly code: 'results.upload_interrupted' }

export async function readUpload(
  ctx: Ctx,
  { fileId }: Static<typeof FileId>,
): Promise<Result<Static<typeof UploadReport>, ReadUploadRefusal>> {
  const upload = await ctx.db.read.selectFrom('results.upload').selectAll().where('upload_id', '=', fileId).executeTakeFirst()
  if (upload === undefined) return refuse({ code: 'results.file_not_found' })
  if (upload.state === 'refused') return refuse(upload.refusal as unknown as ReadingRefusal)
  if (upload.state === 'interrupted') return refuse({ code: 'results.upload_interrupted' })
  if (upload.state === 'ready') return accept(upload.report as unknown as Static<typeof UploadReport>)
  return accept(unfinished(fileId, upload.state as 'queued' | 'reading', upload.rows_read))
}
