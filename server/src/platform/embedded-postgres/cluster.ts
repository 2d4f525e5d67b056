// The database cluster's folder: made once, checked and given its settings at every start. Must not start or stop the server.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { makeFolder } from '../make-folder.ts'
import { StartError } from '../unavailable.ts'
import { type Binaries, provideBinaries } from './binaries.ts'
import { isAlive } from './processes.ts'
import { chooseRunAs, type RunAs } from './run-as.ts'
import { SETTINGS_FILE, settingsText } from './settings.ts'

/** A ready cluster folder and what is needed to start a server on it. */
export type Cluster = { folder: string; logFile: string; password: string; binaries: Binaries; runAs: RunAs | undefined }

/** What to call the database's superuser. */
export const SUPERUSER = 'evergate'

const PASSWORD_FILE = 'evergate.password'
const PART_PREFIX = 'cluster.part-'

/**
 * How PostgreSQL is told its data folder. On Linux by the working directory: it is entered before the user is changed, so the folder may
 * lie below one that only root may enter. Elsewhere by its path.
 */
export function folderArgument(folder: string): string {
  return existsSync('/proc/self/cwd') ? '/proc/self/cwd' : folder
}

/** Opens `<dataDir>/cluster`, making it on the first start. File errors are thrown as they come. */
export async function openCluster(dataDir: string, kind: 'serving' | 'throwaway'): Promise<Cluster> {
  const folder = resolve(dataDir, 'cluster')
  makeFolder(dataDir, 0o700)
  const owner = existsSync(folder) ? statSync(folder) : undefined
  const runAs = chooseRunAs(owner && { uid: owner.uid, gid: owner.gid })
  const binaries = provideBinaries(runAs)
  removeAbandonedParts(dataDir)
  if (owner === undefined) await createCluster(folder, kind, binaries, runAs)
  else if (owner.uid === 0 && runAs !== undefined) give(folder, runAs) // a backup restored by root
  checkVersion(folder, binaries)
  chmodSync(folder, 0o700)
  writeOwned(join(folder, SETTINGS_FILE), settingsText(kind), runAs)
  const password = readFileSync(join(folder, PASSWORD_FILE), 'utf8').trim()
  return { folder, logFile: resolve(dataDir, 'postgres.log'), password, binaries, runAs }
}

/** Made under another name and renamed when complete: of two processes that start at once one wins, and a kill leaves nothing half made. */
async function createCluster(folder: string, kind: 'serving' | 'throwaway', binaries: Binaries, runAs: RunAs | undefined): Promise<void> {
  const part = join(folder, '..', `${PART_PREFIX}${process.pid}-${randomBytes(6).toString('hex')}`)
  const password = randomBytes(24).toString('base64url')
  const passwordFolder = mkdtempSync(join(tmpdir(), 'evergate-init-')) // initdb must be able to read it as the other user
  try {
    mkdirSync(part, { mode: 0o700 })
    if (runAs !== undefined) for (const path of [part, passwordFolder]) chownSync(path, runAs.uid, runAs.gid)
    const passwordFile = join(passwordFolder, 'password')
    writeOwned(passwordFile, password, runAs)
    await runInitdb(part, passwordFile, kind, binaries, runAs)
    writeOwned(join(part, PASSWORD_FILE), `${password}\n`, runAs)
    appendFileSync(join(part, 'postgresql.conf'), `\ninclude_if_exists = '${SETTINGS_FILE}'\n`)
    renameSync(part, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
  } finally {
    rmSync(part, { recursive: true, force: true })
    rmSync(passwordFolder, { recursive: true, force: true })
  }
}

async function runInitdb(part: string, passwordFile: string, kind: string, binaries: Binaries, runAs: RunAs | undefined): Promise<void> {
  const args = ['-D', folderArgument(part), '-U', SUPERUSER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8']
  args.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--data-checksums', '--no-instructions')
  if (kind === 'throwaway') args.push('--no-sync')
  const child = spawn(binaries.initdb, args, { ...runAs, cwd: part, env: childEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] })
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-4000)
  })
  const status = await new Promise<number | null>((done, fail) => child.on('error', fail).on('close', done))
  if (status === 0) return
  if (/No space left on device|Disk quota exceeded/.test(complaints)) throw Object.assign(new Error(complaints), { code: 'ENOSPC' })
  const reason = complaints.split('\n').find((line) => /error:|FATAL:/.test(line)) ?? complaints.trim() ?? `status ${status}`
  throw new StartError(`The database could not be created in ${resolve(part, '..')}: ${reason.trim()}`)
}

/** The environment PostgreSQL's programs get: no PG* variable of the caller may redirect them, and messages are in English. */
export function childEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, LC_ALL: 'C', TZ: 'UTC' }
}

function checkVersion(folder: string, binaries: Binaries): void {
  const versionFile = join(folder, 'PG_VERSION')
  if (!existsSync(versionFile)) {
    throw new StartError(
      `${folder} is not a PostgreSQL data folder (PG_VERSION is missing). Restore it, or choose another one with --data.`,
    )
  }
  const found = readFileSync(versionFile, 'utf8').trim()
  if (found !== binaries.major) {
    throw new StartError(
      `${folder} was written by PostgreSQL ${found}, but this Evergate brings ${binaries.major}. Start it with the Evergate that wrote it, ` +
        'dump the data and load them into a new folder.',
    )
  }
}

function writeOwned(path: string, text: string, runAs: RunAs | undefined): void {
  const part = `${path}.${process.pid}`
  writeFileSync(part, text, { mode: 0o600 })
  if (runAs !== undefined) chownSync(part, runAs.uid, runAs.gid)
  renameSync(part, path)
}

function give(path: string, runAs: RunAs): void {
  lchownSync(path, runAs.uid, runAs.gid)
  if (!statSync(path).isDirectory()) return
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory()) give(join(path, entry.name), runAs)
    else lchownSync(join(path, entry.name), runAs.uid, runAs.gid)
  }
}

function removeAbandonedParts(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    const pid = name.startsWith(PART_PREFIX) ? Number.parseInt(name.slice(PART_PREFIX.length), 10) : Number.NaN
    if (!Number.isNaN(pid) && !isAlive(pid)) rmSync(join(dataDir, name), { recursive: true, force: true })
  }
}
