// One start of the postmaster process, and what its end means if it does not come up. Must not look for a running one.
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { until } from '../clock.ts'
import { StartError } from '../unavailable.ts'
import { type Cluster, childEnvironment, folderArgument } from './cluster.ts'
import { readPidFile } from './pid-file.ts'

/** Where the start reports what it does, in sentences for a person. */
export type StartLog = { info(line: string): void }

/** A serving postmaster. */
export type Postmaster = { pid: number; port: number }

/** Longest wait for a start: replaying 2 GB of write-ahead log on a slow disk takes two minutes. */
export const RECOVERY_MS_MAX = 600_000
/** How often to look at a process or its files. */
export const POLL_MS = 50

const LOG_BYTES_MAX = 4 * 1024 * 1024

/** Starts the postmaster once. The postmaster when it serves, or the reason why it is worth trying again. */
export async function launch(cluster: Cluster, port: number, log: StartLog): Promise<Postmaster | string> {
  const { child, logOffset } = spawnPostmaster(cluster, port)
  const pid = child.pid
  if (pid === undefined) throw new StartError(`PostgreSQL did not start: ${cluster.binaries.postgres} cannot be run.`)
  const ended = () => child.exitCode !== null || child.signalCode !== null
  const ready = () => {
    const file = readPidFile(cluster.folder)
    return file?.pid === pid && file.status === 'ready'
  }
  const settled = () => ended() || ready()
  if (!(await until(settled, 5_000, POLL_MS))) log.info('PostgreSQL is replaying its write-ahead log; this can take minutes.')
  const inTime = await until(settled, RECOVERY_MS_MAX, POLL_MS)
  if (inTime && !ended()) return { pid, port }
  if (!inTime) throw new StartError(`PostgreSQL (process ${pid}) was not ready after ten minutes. Its log: ${cluster.logFile}`)
  return explainExit(cluster, pid, logOffset)
}

function spawnPostmaster(cluster: Cluster, port: number): { child: ChildProcess; logOffset: number } {
  if (existsSync(cluster.logFile) && statSync(cluster.logFile).size > LOG_BYTES_MAX) renameSync(cluster.logFile, `${cluster.logFile}.1`)
  const output = openSync(cluster.logFile, 'a', 0o600)
  const logOffset = fstatSync(output).size
  const child = spawn(cluster.binaries.postgres, ['-D', folderArgument(cluster.folder), '-p', String(port)], {
    ...cluster.runAs,
    cwd: cluster.folder,
    env: childEnvironment(),
    detached: true, // Ctrl-C reaches the server alone, which drains before it lets the database go
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  child.on('error', () => undefined) // seen as a missing pid
  child.unref()
  return { child, logOffset }
}

function explainExit(cluster: Cluster, pid: number, logOffset: number): string {
  const lines = readFileSync(cluster.logFile).subarray(logOffset).toString('utf8').split('\n')
  const own = lines.filter((line) => line.includes(`[${pid}]`) || !/\[\d+\]/.test(line)).join('\n')
  const reason = /(?:FATAL|PANIC): +(.*)/.exec(own)?.[1] ?? own.trim().split('\n').at(-1) ?? 'it ended without a word'
  if (/No space left on device|Disk quota exceeded/.test(own)) {
    throw new StartError(`PostgreSQL did not start: the disk of ${cluster.folder} is full; free some space and start again.`)
  }
  if (/could not create any TCP|pid" already exists|pre-existing shared memory/.test(own)) return `${reason}.`
  throw new StartError(`PostgreSQL did not start: ${reason}. Its log: ${cluster.logFile}`)
}

/** A TCP port of the loopback address that is free now; it may be taken the next moment. */
export function findFreePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.on('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => done(port))
    })
  })
}
