/**
 * Public files in the database: the one place they come from. Versions of a path only grow, whoever writes.
 */
import { sql } from 'kysely'
import type { Queryable, Tx } from '../../platform/db/database.ts'

export interface PublicFile {
  readonly path: string
  readonly version: number
  readonly content: Uint8Array
}

/** Writes files, each newer than what was there. Throws where a version does not grow: two publishers were at work, and this one stops. */
export async function publishFiles(tx: Tx, files: readonly PublicFile[], now: Date): Promise<void> {
  if (files.length === 0) return
  const { rows } = await sql<{ path: string }>`
    insert into passes.published_file as file (path, version, content, published_at)
    select path, version, content, ${now} from unnest(${files.map(({ path }) => path)}::text[], ${files.map(({ version }) => version)}::bigint[],
      ${files.map(({ content }) => Buffer.from(content.buffer, content.byteOffset, content.length))}::bytea[]) as new (path, version, content)
    on conflict (path) do update set version = excluded.version, content = excluded.content, published_at = excluded.published_at, sequence = default
      where file.version < excluded.version returning path`.execute(tx)
  if (rows.length === files.length) return
  const refused = files.find(({ path }) => !rows.some((row) => row.path === path))!
  throw new Error(`version ${refused.version} of ${refused.path} is not newer than what is published`)
}

/** One file, or undefined. */
export async function readPublicFile(db: Queryable, path: string): Promise<PublicFile | undefined> {
  const row = await db
    .selectFrom('passes.published_file')
    .select(['path', 'version', 'content'])
    .where('path', '=', path)
    .executeTakeFirst()
  return row === undefined ? undefined : { path: row.path, version: Number(row.version), content: row.content }
}

/** Lock of the one publisher among all servers, held until the transaction ends. False: another has it. */
export async function tryPublisherLock(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`select pg_try_advisory_xact_lock(${publisherLock}) as locked`.execute(tx)
  return rows[0]?.locked === true
}

/** The same, waiting for it. */
export async function takePublisherLock(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${publisherLock})`.execute(tx)
}

/** Any number nobody else uses on this database. */
const publisherLock = 7_310_482_267
