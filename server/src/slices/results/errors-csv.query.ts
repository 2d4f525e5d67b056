/**
 * The rows of a file that were not taken, as a CSV file to be mended in a spreadsheet. Sent as it is read, because it may be as long as the file.
 */
import { Readable } from 'node:stream'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { FileAnswer } from '../../platform/http/route.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { csvLine } from './csv-line.ts'
import type { FileId } from './upload.schema.ts'

const byteOrderMark = '\ufeff' // without it spreadsheets take UTF-8 for something else
const rowsAtOnce = 2_000

/** Errors of a trial are kept for some days, those of a file with the file. */
export async function readErrorsCsv(
  ctx: Ctx,
  { fileId }: Static<typeof FileId>,
): Promise<Result<FileAnswer, { code: 'results.file_not_found' }>> {
  const { db } = ctx
  const file = await db.read.selectFrom('results.file').select('file_id').where('file_id', '=', fileId).executeTakeFirst()
  const upload = file ?? (await db.read.selectFrom('results.upload').select('upload_id').where('upload_id', '=', fileId).executeTakeFirst())
  if (upload === undefined) return refuse({ code: 'results.file_not_found' })
  return accept({ contentType: 'text/csv; charset=utf-8', bytes: Readable.from(linesOf(ctx, fileId)), fileName: `errors-${fileId}.csv` })
}

async function* linesOf({ db }: Ctx, fileId: string): AsyncGenerator<Buffer> {
  yield Buffer.from(byteOrderMark + csvLine(['row', 'field', 'code', 'message', 'value']), 'utf8')
  for (let position = 0; ; ) {
    const rows = await db.read
      .selectFrom('results.file_error')
      .select(['position', 'row_number', 'field', 'code', 'message', 'value'])
      .where('file_id', '=', fileId)
      .where('position', '>', position)
      .orderBy('position')
      .limit(rowsAtOnce)
      .execute()
    if (rows.length === 0) return
    const lines = rows.map((row) => csvLine([String(row.row_number), row.field ?? '', row.code, row.message, row.value ?? '']))
    yield Buffer.from(lines.join(''), 'utf8')
    position = rows.at(-1)!.position
  }
}
