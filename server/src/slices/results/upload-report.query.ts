/**
 * What the sender of a file is told.
 */
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { type Anomaly, findAnomalies, type Past } from './anomalies.ts'
import { type FileFigures, rowsOf } from './file-figures.ts'
import type { FileToRead } from './read-file.command.ts'
import type { UploadReport } from './upload.schema.ts'

type Report = Static<typeof UploadReport>

/** The report of a file that was read to its end and not stored. */
export async function reportOf(ctx: Ctx, file: FileToRead, figures: FileFigures): Promise<Report> {
  return {
    uploadId: file.uploadId,
    state: 'ready',
    fileId: null,
    batchId: null,
    rowsTotal: rowsOf(figures),
    rowsGood: figures.good,
    rowsBad: figures.bad,
    duplicates: figures.duplicates,
    controls: figures.controls,
    applied: false,
    anomalies: [...(await readAnomalies(ctx, file.laboratoryId, figures))],
    errors: figures.errors.map((error) => ({ ...error })),
  }
}

/** What can be told of a file that is still being read: how many rows so far. */
export function unfinished(uploadId: string, state: 'queued' | 'reading', rowsTotal: number): Report {
  const none = { rowsGood: 0, rowsBad: 0, duplicates: 0, controls: 0, applied: false, anomalies: [], errors: [] }
  return { uploadId, state, fileId: null, batchId: null, rowsTotal, ...none }
}

const pastMs = 30 * 86_400_000

async function readAnomalies(ctx: Ctx, laboratoryId: string, figures: FileFigures): Promise<readonly Anomaly[]> {
  const since = new Date(ctx.clock.now().getTime() - pastMs)
  const { rows } = await sql<{ own: boolean; received: boolean } & Past>`
    select laboratory_id = ${laboratoryId} as own, sum(tubes_received) > 0 as received,
      coalesce(sum(rows) filter (where state = 'released' and decided_at >= ${since}), 0)::float8 as tubes,
      coalesce(sum(positives) filter (where state = 'released' and decided_at >= ${since}), 0)::float8 as positives
    from results.batch where kind = 'results' and state in ('awaiting', 'released') group by own`.execute(ctx.db.read)
  const own = rows.find((row) => row.own)
  return findAnomalies(figures, {
    laboratory: { tubes: own?.tubes ?? 0, positives: own?.positives ?? 0 },
    city: { tubes: sum(rows.map((row) => row.tubes)), positives: sum(rows.map((row) => row.positives)) },
    booksIn: figures.neverReceived < figures.good || own?.received === true,
  })
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
