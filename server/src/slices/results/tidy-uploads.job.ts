/**
 * Clears up behind servers that ended in the middle of a file, and forgets the trials of former days.
 */
import { sql } from 'kysely'
import type { Ground } from '../../platform/context.ts'
import { discardFile } from './upload-state.command.ts'

/** A reader tells of itself with every slice; a database that was away for a while must not end it. */
const silentMsMax = 5 * 60_000
const keptMs = 7 * 86_400_000

/** Returns how many interrupted files were cleared. */
export async function tidyUploads(ground: Ground): Promise<number> {
  const now = ground.clock.now().getTime()
  const { rows } = await sql<{ upload_id: string }>`
    select upload_id from results.upload where state in ('queued', 'reading') and seen_at < ${new Date(now - silentMsMax)}`.execute(
    ground.db.read,
  )
  for (const { upload_id } of rows) {
    await discardFile(ground, upload_id)
    await sql`update results.upload set state = 'interrupted' where upload_id = ${upload_id} and state in ('queued', 'reading')`.execute(
      ground.db.read,
    )
  }
  await forgetTrials(ground, new Date(now - keptMs))
  return rows.length
}

/** Uploads that left no file behind, with their errors. */
async function forgetTrials(ground: Ground, before: Date): Promise<void> {
  await sql`
    delete from results.file_error where file_id in (select upload_id from results.upload where started_at < ${before})
      and not exists (select from results.file where file.file_id = file_error.file_id)`.execute(ground.db.read)
  await sql`delete from results.upload where started_at < ${before} and state not in ('queued', 'reading')`.execute(ground.db.read)
}
