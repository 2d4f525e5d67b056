/**
 * Deletes status files from this server's disk that are published no longer: the lists of a busy morning would fill it in days.
 * The folder is read before the database, so that a file that is being published meanwhile is never taken for an old one.
 */
import { readdir, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { sql } from 'kysely'
import type { Ground } from '../../platform/context.ts'

/** Sweeps `statusFolder`, whose files are named in the database by their path below `publicFolder`. Returns 0: there is never a hurry. */
export async function sweepPublicFolder(ground: Pick<Ground, 'db'>, statusFolder: string, publicFolder: string): Promise<number> {
  const entries = await readdir(statusFolder, { recursive: true, withFileTypes: true }).catch(() => [])
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.cwt'))
    .map((entry) => relative(publicFolder, join(entry.parentPath, entry.name)))
  const { rows } = await sql<{ path: string }>`
    select path from unnest(${paths}::text[]) as found (path)
    where not exists (select from passes.published_file file where file.path = found.path)`.execute(ground.db.read)
  for (const { path } of rows) await rm(join(publicFolder, path), { force: true })
  return 0
}
