// What npm start does: install, build, serve. Must not know anything about the server but how to start and stop it.
import { ensureInstalled } from './install.mjs'
import { serve } from './serve.mjs'
import { ensureWebBuilt } from './web-build.mjs'

/**
 * Resolves to the server's exit code.
 * @param {string[]} args the server's flags
 */
export async function start(args) {
  await ensureInstalled()
  await ensureWebBuilt()
  return serve(args)
}
