// Makes a folder and those above it. Stands in for mkdir's `recursive` option, with which Node 20 never returns below /proc.
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** Makes the folder, and its parents, with `mode`; does nothing where it exists. Throws the file system's error (EACCES, ENOSPC, EEXIST for a file, …). */
export function makeFolder(path: string, mode = 0o777): void {
  const folder = resolve(path)
  try {
    mkdirSync(folder, { mode })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && statSync(folder).isDirectory()) return
    if (code !== 'ENOENT' || existsSync(dirname(folder))) throw error
    makeFolder(dirname(folder), mode)
    makeFolder(folder, mode)
  }
}
