/**
 * Reads a spooled file slice by slice: judged, counted, and where it is not a trial written under a batch that nobody sees until the file has ended well.
 * No transaction lasts longer than a slice: a long one would hold back every reader of the outbox.
 */
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { createCodeTable } from './code-table.ts'
import { countControl, countErrors, countGood, createFigures, type FileFigures } from './file-figures.ts'
import { judgeRepetition, judgeRow } from './judge-rows.ts'
import { rowsMax } from './limits.ts'
import { type Format, readRows } from './read-rows.ts'
import type { ReportedRow, RowError } from './result-row.ts'
import type { FileRefusal } from './row-source.ts'
import type { Spooled } from './spool.ts'
import { insertDiffering, insertErrors, insertResults, insertWaiting } from './store-batch.command.ts'
import type { TemplateInForce } from './template.ts'
import { readTubeFacts, type TubeFacts } from './tube-facts.query.ts'
import { noteProgress } from './upload-state.command.ts'

export interface FileToRead {
  readonly uploadId: string
  readonly laboratoryId: string
  readonly format: Format
  readonly inForce: TemplateInForce
  readonly file: Spooled
}

/** Reads all rows. With a batch they are stored under it, without one nothing is written but errors. */
export async function readFile(ctx: Ctx, input: FileToRead, batchId: string | undefined): Promise<Result<FileFigures, FileRefusal>> {
  const figures = createFigures()
  const rowOf = createCodeTable(rowsMax, 1)
  const source = readRows(input.file, input.format, input.inForce)
  for (;;) {
    const { done, value } = await source.next()
    if (done) return value === undefined ? accept(figures) : refuse(value)
    const reported: ReportedRow[] = []
    const errors: RowError[] = []
    for (const row of value) {
      const error = 'code' in row ? row : 'control' in row ? undefined : judgeRepetition(row, rowOf)
      if (error !== undefined) errors.push(error)
      else if ('control' in row) countControl(figures, row)
      else reported.push(row as ReportedRow)
    }
    errors.push(...(await settle(ctx, input, batchId, reported, figures)))
    errors.sort((a, b) => a.row - b.row)
    await insertErrors(ctx.db.read, input.uploadId, figures.bad, errors)
    countErrors(figures, errors)
    await noteProgress(ctx, input.uploadId, figures)
  }
}

/** Judges and writes rows until none is left open: somebody else may report a tube between the look and the writing. Returns the errors. */
async function settle(
  ctx: Ctx,
  input: FileToRead,
  batchId: string | undefined,
  rows: readonly ReportedRow[],
  figures: FileFigures,
): Promise<RowError[]> {
  const errors: RowError[] = []
  for (let open = rows; open.length > 0; ) {
    const facts = await readTubeFacts(
      ctx.db.read,
      open.map((row) => row.tubeCode),
      ctx.clock.now(),
    )
    const judged = judge(open, facts)
    errors.push(...judged.errors)
    figures.duplicates += judged.duplicates
    const taken = batchId === undefined ? new Set<string>() : await store(ctx, input, batchId, judged, facts)
    open = judged.good.filter(({ tubeCode }) => taken.has(tubeCode))
    for (const row of judged.good)
      if (!taken.has(row.tubeCode)) countGood(figures, row, facts.tubes.has(row.tubeCode), facts.receivedAt.get(row.tubeCode))
  }
  return errors
}

interface Judged {
  readonly good: readonly ReportedRow[]
  readonly differing: readonly ReportedRow[]
  readonly errors: readonly RowError[]
  readonly duplicates: number
}

function judge(rows: readonly ReportedRow[], facts: TubeFacts): Judged {
  const good: ReportedRow[] = []
  const differing: ReportedRow[] = []
  const errors: RowError[] = []
  for (const row of rows) {
    const verdict = judgeRow(row, facts)
    if (verdict === 'good') good.push(row)
    else if (verdict !== 'duplicate') {
      errors.push(verdict)
      if (verdict.code === 'results.already_reported') differing.push(row)
    }
  }
  return { good, differing, errors, duplicates: rows.length - good.length - errors.length }
}

/** Returns the tubes that somebody else has reported meanwhile. */
async function store(ctx: Ctx, input: FileToRead, batchId: string, judged: Judged, facts: TubeFacts): Promise<ReadonlySet<string>> {
  const results = judged.good.map((row) => ({ ...row, correctsResultId: null }))
  const unknown = judged.good.filter((row) => !facts.tubes.has(row.tubeCode)).map((row) => row.tubeCode)
  return ctx.db.transaction(async (tx) => {
    const taken = await insertResults(tx, ctx, batchId, results)
    await insertWaiting(
      tx,
      ctx,
      batchId,
      unknown.filter((tubeCode) => !taken.has(tubeCode)),
    )
    await insertDiffering(tx, ctx, { fileId: input.uploadId, laboratoryId: input.laboratoryId }, judged.differing)
    return taken
  })
}
