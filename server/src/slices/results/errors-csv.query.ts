/**
 * The rows of a file that were not taken, as a CSV file to be mended in a spreadsheet.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { FileAnswer } from '../../platform/http/route.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { csvLine } from './csv-line.ts'
import type { FileId } from './upload.schema.ts'

const byteOrderMark = '\ufeff' // without it spreadsheets take UTF-8 for something else

export async function readErrorsCsv(
  ctx: Ctx,
  { fileId }: Static<typeof FileId>,
): Promise<Result<FileAnswer, { code: 'results.file_not_found' }>> {
  const file = await ctx.db.read.selectFrom('results.file').select('file_id').where('file_id', '=', fileId).executeTakeFirst()
  if (file === undefined) return refuse({ code: 'results.file_not_found' })
  const rows = await ctx.db.read
    .selectFrom('results.file_error')
    .select(['row_number', 'field', 'code', 'message', 'value'])
    .where('file_id', '=', fileId)
    .orderBy('position')
    .execute()
  const lines = rows.map((row) => csvLine([String(row.row_number), row.field ?? '', row.code, row.message, row.value ?? '']))
  const text = byteOrderMark + [csvLine(['row', 'field', 'code', 'message', 'value']), ...lines].join('')
  return accept({ contentType: 'text/csv; charset=utf-8', bytes: Buffer.from(text, 'utf8'), fileName: `errors-${fileId}.csv` })
}
