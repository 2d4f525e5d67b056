// What the operating system says about processes: is one alive, is it the PostgreSQL of this folder, which others are left over.
// Must not start or end any.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'

/** Whether a process runs under this id; one that ended but was never collected by its parent (a zombie) does not. */
export function isAlive(pid: number): boolean {
  if (existsSync('/proc/self/stat')) {
    const state = readProcess(pid, 'stat')
      ?.replace(/^.*\) /s, '')
      .charAt(0)
    return state !== undefined && state !== 'Z' && state !== 'X'
  }
  return isIdInUse(pid)
}

/** Whether the operating system knows a process of this id, a zombie included. */
export function isIdInUse(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether the process is a PostgreSQL that works in this cluster folder. A reused id, of whatever program, is not. */
export function isPostgresOf(pid: number, folder: string): boolean {
  if (!isAlive(pid)) return false
  if (!existsSync('/proc/self/cwd')) return commandLine(pid).includes(`-D ${folder}`)
  try {
    const working = statSync(`/proc/${pid}/cwd`)
    const cluster = statSync(folder)
    return readProcess(pid, 'comm')?.trim() === 'postgres' && working.dev === cluster.dev && working.ino === cluster.ino
  } catch {
    return false // ended meanwhile, or of a user whose processes we may not look at: then it is not ours
  }
}

/** All PostgreSQL processes that work in this folder: after a killed postmaster its children may still be busy. Empty where unknowable. */
export function postgresProcessesOf(folder: string): number[] {
  if (!existsSync('/proc/self/cwd')) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isPostgresOf(pid, folder))
}

function readProcess(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return undefined
  }
}

function commandLine(pid: number): string {
  try {
    return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' })
  } catch {
    return ''
  }
}
