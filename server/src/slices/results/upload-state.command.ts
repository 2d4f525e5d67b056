/**
 * The state of a file being read, kept in the database so that every server can tell it. States: queued -> reading -> ready, or refused with its reason, or
 * interrupted where the server that read it fell silent: then nothing of the file is left, and it is handed in again.
 */
import { sql } from 'kysely'
import type { Ctx, Ground } from '../../platform/context.ts'
import { type Queryable, type Tx, violates } from '../../platform/db/database.ts'
import type { Refusal } from '../../platform/result.ts'
import { type FileFigures, rowsOf } from './file-figures.ts'

export interface NewUpload {
  readonly uploadId: string
  readonly laboratoryId: string
  readonly sha256: Buffer
  readonly dryRun: boolean
}

/** Registers an upload; undefined, or the upload that is reading the very same file. */
export async function registerUpload(ctx: Ctx, upload: NewUpload): Promise<string | undefined> {
  const now = ctx.clock.now()
  const row = {
    upload_id: upload.uploadId,
    laboratory_id: upload.laboratoryId,
    uploaded_by: ctx.actor.id,
    started_at: now,
    seen_at: now,
    sha256: upload.sha256,
    dry_run: upload.dryRun,
    state: 'queued',
  }
  try {
    await ctx.db.read.insertInto('results.upload').values(row).execute()
    return undefined
  } catch (error) {
    if (!violates(error, 'upload_once')) throw error
    const other = await ctx.db.read
      .selectFrom('results.upload')
      .select('upload_id')
      .where('sha256', '=', upload.sha256)
      .where('dry_run', '=', false)
      .orderBy('upload_id', 'desc')
      .executeTakeFirstOrThrow()
    return other.upload_id
  }
}

/** Says that the file is being read, and how far. */
export async function noteProgress(ctx: Ctx, uploadId: string, figures: FileFigures): Promise<void> {
  await sql`
    update results.upload set state = 'reading', rows_read = ${rowsOf(figures)}, seen_at = ${ctx.clock.now()}
    where upload_id = ${uploadId} and state in ('queued', 'reading')`.execute(ctx.db.read)
}

export async function noteReady(tx: Queryable, uploadId: string, report: object): Promise<void> {
  await sql`update results.upload set state = 'ready', report = ${JSON.stringify(report)}::jsonb where upload_id = ${uploadId}`.execute(tx)
}

export async function noteRefused(db: Queryable, uploadId: string, refusal: Refusal): Promise<void> {
  await sql`update results.upload set state = 'refused', refusal = ${JSON.stringify(refusal)}::jsonb where upload_id = ${uploadId}`.execute(
    db,
  )
}

const rowsAtOnce = 10_000

/** Takes back what was written of a file that is not taken. Its errors stay, to be looked at. */
export async function discardFile(ground: Pick<Ground, 'db'>, fileId: string): Promise<void> {
  const batch = await ground.db.read
    .selectFrom('results.batch')
    .select('batch_id')
    .where('file_id', '=', fileId)
    .where('state', '=', 'storing')
    .executeTakeFirst()
  if (batch === undefined) return
  for (let deleted = 1n; deleted > 0n; ) {
    const { numAffectedRows } = await sql`
      delete from results.tube_result where batch_id = ${batch.batch_id} and tube_code in (select tube_code from results.tube_result
        where batch_id = ${batch.batch_id} order by tube_code limit ${rowsAtOnce})`.execute(ground.db.read)
    deleted = numAffectedRows ?? 0n
  }
  await ground.db.transaction(async (tx: Tx) => {
    await tx.deleteFrom('results.waiting').where('batch_id', '=', batch.batch_id).execute()
    await tx.deleteFrom('results.differing').where('file_id', '=', fileId).execute()
    await tx.deleteFrom('results.batch').where('batch_id', '=', batch.batch_id).execute()
  })
}
