// Brings node_modules in line with package-lock.json. Must not touch anything when they already agree.
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ExpectedFailure } from './main.mjs'
import { root } from './paths.mjs'
import { run, runNode } from './run.mjs'

const stampFile = join(root, 'node_modules', '.evergate-installed')
const progressEveryMs = 5_000

/** Runs `npm ci` unless the last one finished with this lock, on this kind of machine. */
export async function ensureInstalled() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
  // The platform belongs to the stamp: a folder shared with a container holds binaries of the other system.
  const stamp = `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}\n`
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  refuseFolderOfAnother()
  await install(packagesForThisMachine(lock))
  writeFileSync(stampFile, stamp)
}

/** npm would say the same in forty lines. */
function refuseFolderOfAnother() {
  try {
    accessSync(root, constants.W_OK)
  } catch {
    throw new ExpectedFailure(`The packages are not installed, and this user may not write to ${root} to install them.`)
  }
}

/** @param {string} lock */
function packagesForThisMachine(lock) {
  /** @type {Array<{ link?: boolean, integrity?: string, os?: string[], cpu?: string[] }>} */
  const entries = Object.values(JSON.parse(lock).packages)
  const fits = (/** @type {string[] | undefined} */ wanted, /** @type {string} */ ours) => wanted?.includes(ours) ?? true
  return entries.filter((entry) => entry.integrity !== undefined && fits(entry.os, process.platform) && fits(entry.cpu, process.arch))
    .length
}

/** @param {number} packagesTotal */
async function install(packagesTotal) {
  console.log(`Installing ${packagesTotal} packages with npm ci. The first time this takes about a minute.`)
  const startedMs = performance.now()
  const seconds = () => Math.round((performance.now() - startedMs) / 1000)
  let fetched = 0
  /** @type {string[]} */
  const complaints = []
  const progress = setInterval(
    () => console.log(`  ${Math.min(fetched, packagesTotal)} of ${packagesTotal} packages fetched, ${seconds()} s`),
    progressEveryMs,
  )
  // Dev and optional packages are named because NODE_ENV=production or a user's npmrc would leave them out: tsx and PostgreSQL are among them.
  const code = await npm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=http'], (line) => {
    if (/^npm http (?:fetch|cache) /.test(line)) fetched += 1
    else if (line.startsWith('npm error')) complaints.push(line.replace(/^npm error ?/, '').trim())
  })
  clearInterval(progress)
  if (code !== 0) throw new ExpectedFailure(`npm ci failed in ${root}: ${reason(complaints)}`)
  console.log(`  Installed in ${seconds()} s.`)
}

/** @param {string[]} complaints */
function reason(complaints) {
  const said = complaints.filter((line) => line !== '' && !/^(?:code|syscall|path|errno|A complete log)\b/.test(line))
  return said.slice(0, 3).join(' | ') || 'npm could not be started or said nothing; run npm ci by hand to see more.'
}

/**
 * @param {string[]} args
 * @param {(line: string) => void} onLine
 */
function npm(args, onLine) {
  const cli = process.env.npm_execpath
  if (cli?.endsWith('npm-cli.js')) return runNode([cli, ...args], { onLine })
  return run('npm', args, { onLine })
}
