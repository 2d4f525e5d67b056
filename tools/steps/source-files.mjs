// Lists the files of the repository that people wrote. Must not need git: a source archive has none.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const notOurs = new Set(['node_modules', 'dist', 'coverage', '.git', '.evergate', '.cache'])

/**
 * Every .ts and .tsx file below `paths`, relative to `folder`, with forward slashes.
 * @param {string} folder absolute
 * @param {string[]} paths
 */
export function sourceFiles(folder, paths) {
  return paths.flatMap((path) => allFiles(folder, path)).filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
}

/**
 * Every file below `path` that is neither installed nor built.
 * @param {string} folder absolute
 * @param {string} path relative to folder; '' for all
 * @returns {string[]}
 */
export function allFiles(folder, path) {
  const entries = readdirSync(join(folder, path), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries
    .filter((entry) => !notOurs.has(entry.name))
    .flatMap((entry) => {
      const below = path === '' ? entry.name : `${path}/${entry.name}`
      if (entry.isDirectory()) return allFiles(folder, below)
      return entry.isFile() ? [below] : []
    })
}
