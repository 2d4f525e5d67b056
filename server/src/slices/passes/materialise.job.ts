/**
 * Copies public files from the database to this server's disk, where any web server can serve them. Each file appears whole or not at all, and a
 * file is never replaced by an older one. The named files come after the shards they name, in the order in which they were published; shards, whose
 * files never change, may come in any order among themselves.
 */
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseStatusShardPath } from '@evergate/pass'
import type { Ground } from '../../platform/context.ts'

export interface Materialiser {
  /** Copies what is new; returns the number of files. */
  run(): Promise<number>
}

const filesPerRead = 200
const writesAtOnce = 8

/** A materialiser of this process, beginning with everything. */
export function createMaterialiser(ground: Ground, folder: string): Materialiser {
  let after = '-1'
  const folders = new Set<string>()
  const replaceFile = async (path: string, content: Buffer): Promise<void> => {
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
      for (const group of inGroups(rows)) await Promise.all(group.map(({ path, content }) => replaceFile(path, content)))
      after = rows.at(-1)?.sequence ?? after
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
