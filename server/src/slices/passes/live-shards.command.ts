/**
 * Which version of each shard is live, with the hashes of its file and of its bits.
 */
import { sql } from 'kysely'
import type { Queryable, Tx } from '../../platform/db/database.ts'

export interface StoredShard {
  readonly family: number
  readonly epoch: number
  readonly shard: number
  readonly version: number
  readonly issuedAt: Date
  readonly fileSha256: Buffer
  readonly bitsSha256: Buffer
}

/** What a shard is called among the live ones. */
export function shardName({ family, epoch, shard }: { readonly family: number; readonly epoch: number; readonly shard: number }): string {
  return `${family}/${epoch}/${shard}`
}

/** All live shards by `family/epoch/shard`. */
export async function readLiveShards(db: Queryable): Promise<Map<string, StoredShard>> {
  const rows = await db.selectFrom('passes.live_shard').selectAll().execute()
  return new Map(
    rows.map((row) => [
      shardName(row),
      {
        family: row.family,
        epoch: row.epoch,
        shard: row.shard,
        version: Number(row.version),
        issuedAt: row.issued_at,
        fileSha256: row.file_sha256,
        bitsSha256: row.bits_sha256,
      },
    ]),
  )
}

/** Writes the live versions of these shards. */
export async function writeLiveShards(tx: Tx, shards: readonly StoredShard[]): Promise<void> {
  const column = <T>(read: (shard: StoredShard) => T): T[] => shards.map(read)
  await sql`
    insert into passes.live_shard (family, epoch, shard, version, issued_at, file_sha256, bits_sha256)
    select * from unnest(${column((one) => one.family)}::int[], ${column((one) => one.epoch)}::int[], ${column((one) => one.shard)}::int[],
      ${column((one) => one.version)}::bigint[], ${column((one) => one.issuedAt)}::timestamptz[], ${column((one) => one.fileSha256)}::bytea[],
      ${column((one) => one.bitsSha256)}::bytea[])
    on conflict (family, epoch, shard) do update set version = excluded.version, issued_at = excluded.issued_at,
      file_sha256 = excluded.file_sha256, bits_sha256 = excluded.bits_sha256`.execute(tx)
}

/** Makes every live shard be published under a new version at the next tick: what is signed into the files is out of date, though no bit changed. */
export async function askForShardsAnew(tx: Tx): Promise<void> {
  await sql`update passes.live_shard set bits_sha256 = sha256(bits_sha256)`.execute(tx)
  await sql`update passes.publication set generation = generation + 1`.execute(tx) // no publisher goes on from its memory
}

/**
 * A gate that has read the index fetches the shards it names: 198 of them are 0.6 MB, a minute at 10 kB/s. One that is slower reads the index again.
 * Where every shard changes each second, three minutes are 36,000 files.
 */
const keptVersions = 3
const keptMs = 3 * 60_000

/** Deletes shards of epochs that ended days ago, and files of versions that no gate can still be fetching. */
export async function deleteOldShards(db: Queryable, livesFrom: ReadonlyMap<number, number>, now: Date): Promise<void> {
  const ended = sql`unnest(${[...livesFrom.keys()]}::int[], ${[...livesFrom.values()]}::int[]) as ended (family, epoch)`
  await sql`delete from passes.live_shard shard using ${ended} where shard.family = ended.family and shard.epoch < ended.epoch`.execute(db)
  await sql`
    delete from passes.published_file using ${ended}
    where split_part(path, '/', 2) = 'status' and split_part(path, '/', 3) = ended.family::text
      and nullif(split_part(path, '/', 4), '')::int < ended.epoch`.execute(db)
  await sql`
    delete from passes.published_file file using passes.live_shard live
    where split_part(file.path, '/', 2) = 'status' and split_part(file.path, '/', 3) = live.family::text
      and split_part(file.path, '/', 4) = live.epoch::text and split_part(split_part(file.path, '/', 5), '.', 1) = live.shard::text
      and file.version < live.version - ${keptVersions} and file.published_at < ${new Date(now.getTime() - keptMs)}`.execute(db)
}
