// What npm run check does: each step is a sentence; all are taken even when one fails. Must not change a file.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled } from './install.mjs'
import { root } from './paths.mjs'
import { runNode } from './run.mjs'

const bin = (/** @type {string} */ path) => join(root, 'node_modules', path)

/** @type {Array<{ sentence: string, run: () => Promise<number> }>} */
const steps = [
  { sentence: 'Every type agrees, in code and in tests', run: checkTypes },
  {
    sentence: 'Formatting and lint rules are kept',
    run: () => runNode([bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']),
  },
  // Imported late: it needs what the installation brings.
  { sentence: 'Every import keeps to the boundaries', run: async () => (await import('./boundaries.mjs')).checkBoundaries() },
  { sentence: 'The house rules are kept', run: () => runNode([bin('vitest/vitest.mjs'), 'run', '--project=tools']) },
  { sentence: 'Generated files are up to date', run: () => runNode(['tools/generate.mjs', '--check']) },
]

/** Resolves to 0 when every step passed. */
export async function check() {
  await ensureInstalled()
  /** @type {string[]} */
  const failed = []
  for (const [index, step] of steps.entries()) {
    console.log(`\n${index + 1}/${steps.length} ${step.sentence}.`)
    if ((await step.run()) !== 0) failed.push(step.sentence)
  }
  for (const sentence of failed) console.error(`Not so: ${sentence}.`)
  console.log(`${steps.length - failed.length} of ${steps.length} checks passed.`)
  return failed.length === 0 ? 0 : 1
}

/** One project after the other: together they would need the memory of all of them at once. */
async function checkTypes() {
  let worst = 0
  for (const project of typeProjects()) {
    console.log(`  ${project}`)
    worst = Math.max(worst, await runNode([bin('typescript/bin/tsc'), '--noEmit', '-p', project]))
  }
  return worst
}

/** Every tsconfig*.json of a workspace or of tools, at the top or one folder down. */
function typeProjects() {
  const workspaces = [...JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).workspaces, 'tools']
  return workspaces
    .flatMap((workspace) => [workspace, ...foldersIn(workspace)])
    .flatMap((folder) =>
      readdirSync(join(root, folder))
        .filter((name) => /^tsconfig.*\.json$/.test(name))
        .map((name) => `${folder}/${name}`),
    )
}

/** @param {string} folder */
function foldersIn(folder) {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .map((entry) => `${folder}/${entry.name}`)
}
