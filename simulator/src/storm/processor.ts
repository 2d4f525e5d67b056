/**
 * Which processor core does what, and how much of it was used (Linux). Where there is but one core, or no taskset, nothing is pinned and the report says so.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'

/** The server with its PostgreSQL on one core, the generator on another. */
export const cores = { server: 0, generator: 1 } as const

/** Puts these processes with all their threads on one core. Returns whether that was possible. */
export function pin(pids: readonly number[], core: number): boolean {
  if (availableParallelism() < 2 && core !== 0) return false
  return pids.map((pid) => pinOne(pid, core)).every((done) => done)
}

function pinOne(pid: number, core: number): boolean {
  try {
    execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', String(core), String(pid)], { stdio: 'ignore' })
    return true
  } catch {
    return false // no taskset, or the process has just ended
  }
}

/** A process and everything it started, and what they started. */
export function familyOf(pid: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const fields = statOf(Number(name))
    if (fields !== undefined) parents.set(Number(name), Number(fields[1]))
  }
  const family = [pid]
  for (const one of family) for (const [child, parent] of parents) if (parent === one) family.push(child)
  return family
}

/** Processor time these processes have used so far, seconds. */
export function processorSeconds(pids: readonly number[]): number {
  const ticksPerSecond = 100
  return pids.reduce((sum, pid) => {
    const fields = statOf(pid)
    return fields === undefined ? sum : sum + (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
  }, 0)
}

/** Resident memory of these processes, bytes; pages that PostgreSQL's processes share are counted for each of them. */
export function memoryBytes(pids: readonly number[]): number {
  const pageBytes = 4096
  return pids.reduce((sum, pid) => sum + Number(statOf(pid)?.[21] ?? 0) * pageBytes, 0)
}

/** The fields of /proc/PID/stat from the third on (state, parent, …); undefined where there is no such process. */
function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(join('/proc', String(pid), 'stat'), 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}
