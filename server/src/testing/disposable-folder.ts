// A temporary folder for a test that starts PostgreSQL: when this process ends, in whatever way, what runs there is ended and it is removed.
// Must never touch a folder it did not make.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../platform/clock.ts'
import { isAlive, postgresProcessesOf } from '../platform/embedded-postgres/processes.ts'

/** `remove` ends every PostgreSQL below the folder, removes it, and resolves when it is gone. */
export type DisposableFolder = { path: string; remove(): Promise<void> }

const PREFIX = 'evergate-test-'
const SHARED_MEMORY = '/dev/shm'

/** Waits for the end of its input, which comes when this process is gone; then ends each PostgreSQL below the folder and removes it. */
const WATCHER = `
read -r _
for file in $(find "$1" -name postmaster.pid); do
  pid=$(head -n 1 "$file")
  case "$(cat "/proc/$pid/comm" 2>/dev/null || ps -p "$pid" -o comm=)" in *postgres) ;; *) continue ;; esac
  kill -QUIT "$pid" 2>/dev/null
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do kill -0 "$pid" 2>/dev/null && sleep 0.1; done
done
rm -rf -- "$1"
`

/** Makes the folder (mode 700), in memory where there is room. Programs may be forbidden there: a test that puts some in asks for `tmpdir()`. */
export function makeDisposableFolder(parent = fastestParent()): DisposableFolder {
  removeAbandoned(parent)
  const path = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`))
  const watcher = spawn('sh', ['-c', WATCHER, 'sh', path], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  watcher.unref()
  const input = watcher.stdin as typeof watcher.stdin & { unref(): void }
  input.unref()
  const ended = () => watcher.exitCode !== null || watcher.signalCode !== null
  return {
    path,
    remove: async () => {
      input.end()
      await until(ended, 10_000)
      rmSync(path, { recursive: true, force: true })
    },
  }
}

/** Memory, where it has 2 GB to spare: making a database waits for the disk for a second, and for ten when other tests use it too. */
function fastestParent(): string {
  try {
    const { bavail, bsize } = statfsSync(SHARED_MEMORY)
    return bavail * bsize > 2 * 1024 ** 3 ? SHARED_MEMORY : tmpdir()
  } catch {
    return tmpdir()
  }
}

/** Folders of test runs whose watcher was killed as well, recognised by the run's process id in the name. */
function removeAbandoned(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : Number.NaN
    if (Number.isNaN(pid) || isAlive(pid)) continue
    const folder = join(parent, name)
    try {
      spawnSync('kill', ['-KILL', ...postgresProcessesOf(join(folder, 'cluster')).map(String)], { stdio: 'ignore' })
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // Another user's folder, or its watcher or another run is removing it.
    }
  }
}
