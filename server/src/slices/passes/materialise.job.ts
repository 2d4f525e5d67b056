/**
 * Copies public files from the database to this server's disk, where any web server can serve them. Each file appears whole or not at all, and a
 * file is never replaced by an older one. The named files come after the shards they name, in the order in which they were published; shards, whose
 * files never change, may come in any order among themselves, and after a start those that are there whole are left alone: a load of results leaves thousands,
 * and nobody hears of a new colour before they are through.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseStatusShardPath } from '@evergate/pass'
import type { Ground } from '../../platform/context.ts'

export interface Materialiser {
  /** Copies what is new; returns the number of files. */
  run(): Promise<number>
}

interface PublicRow {
  readonly path: string
  readonly content: Buffer
}

const filesPerRead = 200
const writesAtOnce = 8

/** A materialiser of this process, beginning with everything. */
export function createMaterialiser(ground: Ground, folder: string): Materialiser {
  let after = '-1'
  const folders = new Set<string>()
  let isNew = true
  const isThere = async ({ path, content }: PublicRow): Promise<boolean> =>
    isNew && isShard({ path }) && ((await readFile(join(folder, path)).catch(() => undefined))?.equals(content) ?? false)
  const replaceFile = async (row: PublicRow): Promise<void> => {
    if (await isThere(row)) return
    const { path, content } = row
    const whole = join(folder, path)
    if (!folders.has(dirname(whole))) await mkdir(dirname(whole), { recursive: true })
    folders.add(dirname(whole))
    const temporary = `${whole}.${ground.ids.secret(6)}.part`
    await writeFile(temporary, content)
    await rename(temporary, whole)
  }
  return {
    run: async () => {
      const rows = await ground.db.read
        .selectFrom('passes.published_file')
        .select(['path', 'sequence', 'content'])
        .where('sequence', '>', after)
        .orderBy('sequence')
        .limit(filesPerRead)
        .execute()
      for (const group of inGroups(rows)) await Promise.all(group.map(replaceFile))
      after = rows.at(-1)?.sequence ?? after
      isNew &&= rows.length === filesPerRead
      return rows.length
    },
  }
}

/** Rows to be written at once, in their order: shards together, every other file alone. */
function inGroups<T extends { readonly path: string }>(rows: readonly T[]): T[][] {
  const groups: T[][] = []
  for (const row of rows) {
    const last = groups.at(-1)
    const joins = last !== undefined && last.length < writesAtOnce && isShard(row) && isShard(last[0]!)
    if (joins) last.push(row)
    else groups.push([row])
  }
  return groups
}

function isShard({ path }: { readonly path: string }): boolean {
  return parseStatusShardPath(path).ok
}
