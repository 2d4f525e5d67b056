// Runs every generator of files that are committed. Must not know what they write, only how to ask.
import { ensureInstalled } from './install.mjs'
import { sourceFlags } from './paths.mjs'
import { runNode } from './run.mjs'

/** Each accepts --check: write nothing, name what is out of date, exit 1 if anything is. */
const generators = ['packages/pass/src/testing/generate-vectors.ts', 'server/src/tools/generate.ts']

/** @param {string[]} args '--check' or nothing */
export async function generate(args) {
  await ensureInstalled()
  let worst = 0
  for (const generator of generators) worst = Math.max(worst, await runNode([...sourceFlags, generator, ...args]))
  return worst
}
