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
    Promise.all([countHolders(ctx, false), countHolders(ctx, true)]),
    ctx.db.read.selectFrom('passes.publication').selectAll().executeTakeFirstOrThrow(),
  ])
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
    holders: { phone: holders[0], paper: holders[1] },
    indexSequence: Number(publication.index_sequence),
    indexIssuedAt: publication.index_issued_at?.toISOString() ?? null,
  })
}

/** Places taken less those of cancelled holders, from indexes alone: counting the rows of a city would take seconds. */
async function countHolders({ db }: Ctx, paper: boolean): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select (coalesce(max(serial) + 1, 0) - (select count(*) from passes.holder where status = 1 and status <> 0 and paper = ${paper}))::int as n
    from passes.holder where paper = ${paper}`.execute(db.read)
  return rows[0]!.n
}
