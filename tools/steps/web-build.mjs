// Builds the web apps when their sources changed. Must not build twice from the same sources.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ExpectedFailure } from './main.mjs'
import { root } from './paths.mjs'
import { runNode } from './run.mjs'
import { hashOfFiles } from './source-hash.mjs'

const sources = ['web', 'packages/pass/src', 'packages/pass/package.json', 'package-lock.json', 'tsconfig.base.json']
const distFolder = join(root, 'web', 'dist')
const stampFile = join(distFolder, '.built-from')

/** Builds resident, scanner and console into web/dist unless they are already built from these very sources. */
export async function ensureWebBuilt() {
  const hash = hashOfFiles(root, sources)
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return
  console.log('Building the resident, scanner and console apps.')
  const startedMs = performance.now()
  const code = await runNode(['build.mjs'], { cwd: join(root, 'web') })
  if (code !== 0) throw new ExpectedFailure('The web apps could not be built; the reason stands above.')
  mkdirSync(distFolder, { recursive: true })
  writeFileSync(stampFile, hash)
  console.log(`  Built in ${Math.round((performance.now() - startedMs) / 1000)} s.`)
}
