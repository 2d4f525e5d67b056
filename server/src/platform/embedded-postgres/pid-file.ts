// postmaster.pid, in which PostgreSQL says which process serves the folder, on which port, and how far it is.
// Must not decide whether that process is really there: processes.ts does.
import { linkSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** What postmaster.pid says; `status` is `starting`, `ready`, `stopping`, or empty very early. */
export type PidFile = { pid: number; port: number; status: string }

/** The file's content; undefined when there is none or it is not written yet. */
export function readPidFile(folder: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number.parseInt(lines[0] ?? '', 10)
    // Lines: process id, folder, start time, port, socket folder, address, shared memory key, status.
    return Number.isNaN(pid) ? undefined : { pid, port: Number(lines[3]), status: (lines[7] ?? '').trim() }
  } catch {
    return undefined
  }
}

/** Removes a file naming a process that is not our PostgreSQL: PostgreSQL would refuse to start while its user has a process of that id. */
export function removeStalePidFile(folder: string, stalePid: number): void {
  const path = join(folder, 'postmaster.pid')
  const aside = `${path}.stale-${process.pid}`
  try {
    renameSync(path, aside)
    const moved = Number.parseInt(readFileSync(aside, 'utf8'), 10)
    if (moved !== stalePid) linkSync(aside, path) // another server had put its own there meanwhile
  } catch {
    // Moved or replaced by another server: the next round looks again.
  }
  rmSync(aside, { force: true })
}
