// Runs every generator of files that are committed. Must not know what they write, only how to ask.
import { ensureInstalled } from './install.mjs'
import { sourceFlags } from './paths.mjs'
import { runNode } from './run.mjs'

/** Takes --check: writes nothing, names what is out of date, and exits with 1 if anything is. */
const serverFiles = 'server/src/tools/generate.ts'
/** Held up to date by a test of the library itself. */
const vectors = 'packages/pass/vectors/generate.ts'

/** @param {string[]} args '--check' or nothing */
export async function generate(args) {
  await ensureInstalled()
  const checking = args.includes('--check')
  let worst = 0
  for (const generator of checking ? [serverFiles] : [vectors, serverFiles]) {
    worst = Math.max(worst, await runNode([...sourceFlags, generator, ...args]))
  }
  return worst
}
