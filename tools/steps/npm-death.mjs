// Notices that the npm above us was killed. npm passes signals on, but not its own kill -9: without this the port would stay taken after one.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const checkEveryMs = 1_000

/**
 * Calls `tell` once when the npm that started this process is gone. Does not keep the process alive.
 * @param {() => void} tell
 */
export function whenNpmDies(tell) {
  const npmId = npmAbove()
  const check = setInterval(() => {
    if (isAlive(npmId)) return
    clearInterval(check)
    tell()
  }, checkEveryMs)
  check.unref()
}

/** npm runs a script in a shell; some shells stay between, others make way. */
function npmAbove() {
  const above = describe(process.ppid)
  return /^-?(?:.*\/)?(?:sh|dash|bash|ash|ksh|zsh)$/.test(above.command) ? above.parent : process.ppid
}

/** @param {number} id */
function isAlive(id) {
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM' // somebody else's, but there
  }
}

/**
 * @param {number} id
 * @returns {{ command: string, parent: number }}
 */
function describe(id) {
  if (process.platform === 'linux') {
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8') // 12 (name) S 11 ...
    const end = stat.lastIndexOf(')')
    return { command: stat.slice(stat.indexOf('(') + 1, end), parent: Number(stat.slice(end + 2).split(' ')[1]) }
  }
  const [parent = '0', ...command] = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(id)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/)
  return { command: command.join(' '), parent: Number(parent) }
}
