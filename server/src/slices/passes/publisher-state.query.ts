/**
 * What the publisher has published, for people who must know whether it works.
 */
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import { accept } from '../../platform/result.ts'

const filesShownMax = 50

/** Named files and the newest shards, the lists, and how many holders there are. */
export async function readPublisherState(ctx: Ctx) {
  const [files, lists, holders, publication] = await Promise.all([
    sql<{ path: string; version: string; bytes: number; published_at: Date }>`
      select path, version, length(content) as bytes, published_at from passes.published_file order by sequence desc limit ${filesShownMax}`.execute(
      ctx.db.read,
    ),
    sql<{ family: number; epoch: number; shards: string; newest: string }>`
      select family, epoch, count(*) as shards, max(version) as newest from passes.live_shard group by family, epoch order by family, epoch`.execute(
      ctx.db.read,
    ),
    sql<{
      kind: 'phone' | 'paper'
      n: string
    }>`select kind, count(*) as n from passes.holder where cancelled_at is null group by kind`.execute(ctx.db.read),
    ctx.db.read.selectFrom('passes.publication').selectAll().executeTakeFirstOrThrow(),
  ])
  const count = (kind: string): number => Number(holders.rows.find((row) => row.kind === kind)?.n ?? 0)
  return accept({
    files: files.rows.map((row) => ({
      path: row.path,
      version: Number(row.version),
      bytes: row.bytes,
      publishedAt: row.published_at.toISOString(),
    })),
    lists: lists.rows.map((row) => ({
      family: row.family,
      epoch: row.epoch,
      shards: Number(row.shards),
      newestVersion: Number(row.newest),
    })),
    holders: { phone: count('phone'), paper: count('paper') },
    indexSequence: Number(publication.index_sequence),
    indexIssuedAt: publication.index_issued_at?.toISOString() ?? null,
  })
}
