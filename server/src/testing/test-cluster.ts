// The throwaway PostgreSQL the tests run on: one per test run, in the temporary folder, gone when the run ends in whatever way.
// Must never touch a folder it did not make.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cluster, openCluster } from '../platform/embedded-postgres/cluster.ts'
import type { Postmaster } from '../platform/embedded-postgres/launch.ts'
import { findOrStart, stopPostmaster, urlOf } from '../platform/embedded-postgres/postmaster.ts'
import { isAlive, postgresProcessesOf } from '../platform/embedded-postgres/processes.ts'

/** A running throwaway cluster. `urlOf` gives the connection string of one of its databases. */
export type TestCluster = { urlOf(database: string): string; stop(): Promise<void> }

const SILENT = { info: () => undefined, warn: () => undefined }
const FOLDER_PREFIX = 'evergate-test-'

/** Starts the cluster. It ends with this process, also when this process is killed. */
export async function startTestCluster(): Promise<TestCluster> {
  removeAbandoned()
  const dataDir = mkdtempSync(join(tmpdir(), `${FOLDER_PREFIX}${process.pid}-`))
  const cluster = await openCluster(dataDir, 'throwaway')
  const postmaster = await findOrStart(cluster, SILENT)
  const watcher = watch(postmaster, dataDir)
  return {
    urlOf: (database) => urlOf(cluster, postmaster.port, database),
    stop: () => stop(cluster, postmaster, watcher, dataDir),
  }
}

/** A shell that waits for the end of its input, which comes when this process is gone, and then ends PostgreSQL and clears up. */
function watch(postmaster: Postmaster, dataDir: string): ChildProcess {
  const script = 'read -r _; kill -QUIT "$1" 2>/dev/null; while kill -0 "$1" 2>/dev/null; do sleep 0.1; done; rm -rf -- "$2"'
  const watcher = spawn('sh', ['-c', script, 'sh', String(postmaster.pid), dataDir], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  watcher.unref()
  ;(watcher.stdin as unknown as { unref(): void }).unref()
  return watcher
}

async function stop(cluster: Cluster, postmaster: Postmaster, watcher: ChildProcess, dataDir: string): Promise<void> {
  await stopPostmaster(cluster, postmaster.pid)
  watcher.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
}

/** Clusters of test runs whose watcher was killed as well: ended and removed, recognised by the run's process id in the folder's name. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(FOLDER_PREFIX) ? Number.parseInt(name.slice(FOLDER_PREFIX.length), 10) : Number.NaN
    if (Number.isNaN(pid) || isAlive(pid)) continue
    const folder = join(tmpdir(), name)
    try {
      for (const left of postgresProcessesOf(join(folder, 'postgres'))) process.kill(left, 'SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // Another user's folder, or another run is removing it.
    }
  }
}
