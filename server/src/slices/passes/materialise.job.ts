/**
 * Copies public files from the database to this server's disk, where any web server can serve them. Each file appears whole or not at all, and a
 * file is never replaced by an older one. The named files come after the shards they name, in the order in which they were published.
 */
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Ground } from '../../platform/context.ts'

export interface Materialiser {
  /** Copies what is new; returns the number of files. */
  run(): Promise<number>
}

const filesPerRead = 200

/** A materialiser of this process, beginning with everything. */
export function createMaterialiser(ground: Ground, folder: string): Materialiser {
  let after = '-1'
  return {
    run: async () => {
      const rows = await ground.db.read
        .selectFrom('passes.published_file')
        .select(['path', 'sequence', 'content'])
        .where('sequence', '>', after)
        .orderBy('sequence')
        .limit(filesPerRead)
        .execute()
      for (const row of rows) {
        await replaceFile(join(folder, row.path), row.content, ground.ids.secret(6))
        after = row.sequence
      }
      return rows.length
    },
  }
}

async function replaceFile(path: string, content: Buffer, suffix: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const temporary = `${path}.${suffix}.part`
  await writeFile(temporary, content)
  await rename(temporary, path)
}
