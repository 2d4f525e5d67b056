/**
 * The PostgreSQL that a server keeps in its data folder: which process it is, and its sudden end. Never touches any other process.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { waitFor } from './clock.ts'

export interface PostmasterProcess {
  readonly pid: number
  readonly port: number
}

/** From postmaster.pid: line 1 is the process, line 4 the port. Undefined where there is none. */
export function readPostmaster(dataFolder: string): PostmasterProcess | undefined {
  try {
    const lines = readFileSync(join(dataFolder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]) }
  } catch {
    return undefined
  }
}

/** SIGKILL to a process and its children, and waits until none is left. */
export async function endHard(pid: number): Promise<void> {
  const all = [pid, ...childrenOf(pid)]
  for (const one of all) {
    try {
      process.kill(one, 'SIGKILL')
    } catch {
      // it has ended by itself meanwhile
    }
  }
  await waitFor('PostgreSQL to be gone', () => (all.some(isAlive) ? undefined : true))
}

/** Whether a process of this id runs (one that has ended and is not yet collected by its parent does not). */
export function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

function childrenOf(pid: number): number[] {
  try {
    return execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(Number)
  } catch {
    return [] // it has none
  }
}
