// One hash over many source files, so that a step can tell whether its input changed. Must not depend on file times: a clone has none to trust.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const notSource = /^(node_modules|dist|\..*)$|\.test\.tsx?$/

/**
 * SHA-256 in hex over the names and bytes of files and folders below `root`; outputs, tests and hidden files do not count.
 * @param {string} root
 * @param {string[]} paths relative to root
 */
export function hashOfFiles(root, paths) {
  const hash = createHash('sha256')
  for (const path of paths.flatMap((path) => filesBelow(root, path))) {
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0')
  }
  return hash.digest('hex')
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(root, path) {
  if (!statSync(join(root, path)).isDirectory()) return [path]
  const names = readdirSync(join(root, path)).sort()
  return names.filter((name) => !notSource.test(name)).flatMap((name) => filesBelow(root, `${path}/${name}`))
}
