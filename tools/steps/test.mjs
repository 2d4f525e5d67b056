// What npm test does: install, bring a browser, build, run every test, count. Must not hide a test that did not run.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findOrInstallChromium } from './browser.mjs'
import { ensureInstalled } from './install.mjs'
import { expectedLine } from './main.mjs'
import { root } from './paths.mjs'
import { run, runNode } from './run.mjs'
import { closingLine, countTests, isGood } from './test-report.mjs'
import { ensureWebBuilt } from './web-build.mjs'

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
/** Projects that drive a browser carry this ending in their name, so that they can be named when there is none. */
const browserProjects = '*-chromium'

/**
 * Resolves to 0 when every test ran and passed.
 * @param {string[]} args passed on to vitest, such as a path or --project
 */
export async function test(args) {
  const count = await prepareAndCount(args).catch(countAsFailure)
  console.log(closingLine(count))
  return isGood(count) ? 0 : 1
}

/** @param {string[]} args */
async function prepareAndCount(args) {
  await ensureInstalled()
  const chromium = await findOrInstallChromium()
  await ensureWebBuilt()
  const count = await runVitest(chromium, args)
  if (chromium === undefined) count.failed += await sayWhatCannotRun()
  return count
}

/** A run that cannot begin still ends with a count. @param {unknown} error */
function countAsFailure(error) {
  console.error(expectedLine(error) ?? error)
  return { passed: 0, failed: 1, skipped: 0 }
}

/**
 * @param {string | undefined} chromium
 * @param {string[]} args
 */
async function runVitest(chromium, args) {
  const folder = mkdtempSync(join(tmpdir(), 'evergate-test-'))
  const reportFile = join(folder, 'report.json')
  const withoutBrowser = chromium === undefined ? [`--project=!${browserProjects}`] : []
  try {
    const reporting = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
    const code = await runNode([vitest, 'run', ...reporting, ...withoutBrowser, ...args], { env: { EVERGATE_CHROMIUM: chromium } })
    return countTests(existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : undefined, code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Names the test files that need a browser; each counts as one failure. */
async function sayWhatCannotRun() {
  /** @type {string[]} */
  const files = []
  await run(process.execPath, [vitest, 'list', '--filesOnly', `--project=${browserProjects}`], { onLine: (line) => files.push(line) })
  console.error('No Chrome or Chromium was found, so these tests could not run (install one, or name it in EVERGATE_CHROMIUM):')
  for (const file of files) console.error(`  ${file}`)
  return Math.max(files.length, 1)
}
