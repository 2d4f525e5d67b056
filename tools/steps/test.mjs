// What npm test does: install, bring a browser, build, run every test, count. Must not hide a test that did not run.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findOrInstallChromium } from './browser.mjs'
import { ensureInstalled } from './install.mjs'
import { expectedLine } from './main.mjs'
import { root } from './paths.mjs'
import { runNode } from './run.mjs'
import { allFiles } from './source-files.mjs'
import { closingLine, countTests, isGood } from './test-report.mjs'
import { ensureWebBuilt } from './web-build.mjs'

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
/** What drives a browser is called so, file or project, and can therefore be named when there is none. */
const browserFile = /\.(?:browser|e2e)\.test\.tsx?$/
const withoutBrowser = ['--exclude=**/*.{browser,e2e}.test.{ts,tsx}', '--project=!*-browser*']

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
  if (chromium === undefined) count.failed += sayWhatCannotRun()
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
  const narrowing = chromium === undefined ? withoutBrowser : []
  try {
    const reporting = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
    const code = await runNode([vitest, 'run', ...reporting, ...narrowing, ...args], { env: { EVERGATE_CHROMIUM: chromium } })
    return countTests(existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : undefined, code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Names what needs a browser, one failure each. */
function sayWhatCannotRun() {
  const files = allFiles(root, '').filter((file) => browserFile.test(file))
  console.error('No Chrome or Chromium was found, so these tests could not run (install one, or name it in EVERGATE_CHROMIUM):')
  for (const what of ['every test of the projects *-browser', ...files]) console.error(`  ${what}`)
  return files.length + 1
}
