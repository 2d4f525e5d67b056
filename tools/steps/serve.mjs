// Runs the server as a child and stays its faithful parent: signals go down, the exit code comes up.
// The server holds the other end of an IPC channel: when this process dies, however it dies, the server sees 'disconnect' and stops itself.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { whenNpmDies } from './npm-death.mjs'
import { root, sourceFlags } from './paths.mjs'

/** @type {NodeJS.Signals[]} */
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP']
// Ctrl-C reaches us twice under npm: from the terminal and from npm passing it on. Within this time they are one wish.
const sameWishMs = 1_000

/**
 * Resolves to the server's exit code, 128 + n when signal n ended it.
 * @param {string[]} args the server's flags
 * @param {string} [program] the server's own file, relative to the repository
 * @returns {Promise<number>}
 */
export function serve(args, program = 'server/src/main.ts') {
  // A process group of its own: the terminal's Ctrl-C then reaches the server only through us, once.
  const server = spawn(process.execPath, [...sourceFlags, program, ...args], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  let lastMs = Number.NEGATIVE_INFINITY
  const stop = (/** @type {NodeJS.Signals} */ signal) => {
    if (performance.now() - lastMs > sameWishMs) server.kill(signal)
    lastMs = performance.now()
  }
  for (const signal of stopSignals) process.on(signal, stop)
  if (process.env.npm_lifecycle_event === 'start') whenNpmDies(() => stop('SIGTERM'))
  return new Promise((resolve) => {
    server.on('error', (error) => {
      console.error(`The server could not be started: ${error.message}`)
      resolve(1)
    })
    server.on('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
}
