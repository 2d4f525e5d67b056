// Runs another program and waits for it. Must not use a shell: paths may hold spaces and any letter.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { root } from './paths.mjs'

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] folder to run in; the repository's root when absent
 * @property {Record<string, string | undefined>} [env] variables added to ours
 * @property {(line: string) => void} [onLine] receives every line of both outputs instead of the terminal
 */

/**
 * Runs a program without standard input and resolves to its exit code: 127 when it could not be started, 128 when a signal ended it.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<number>}
 */
export function run(program, args, { cwd = root, env, onLine } = {}) {
  return new Promise((resolve) => {
    const output = onLine === undefined ? 'inherit' : 'pipe'
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', output, output] })
    for (const stream of [child.stdout, child.stderr]) {
      if (stream && onLine) createInterface({ input: stream }).on('line', onLine)
    }
    child.on('error', () => resolve(127))
    child.on('close', (code) => resolve(code ?? 128))
  })
}

/**
 * Runs one of our own or an installed package's scripts with this Node.
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export const runNode = (args, options) => run(process.execPath, args, options)
