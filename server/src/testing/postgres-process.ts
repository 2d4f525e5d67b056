// Starts postgres-server.ts as a process of its own, so that a test can kill it. Must be given a disposable folder: what a kill leaves
// behind is cleared away with it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** What the process said: `ready`, `written`, `stopped`, `lost` or `failed`. */
export type Said = { event: string; url?: string; owner?: boolean; n?: number; name?: string; message?: string }

/** A server process. `next` resolves with the next line of that event, or rejects when the process ends without one. */
export type PostgresProcess = {
  pid: number
  said: Said[]
  next(event: string): Promise<Said>
  kill(): Promise<void>
  stop(): Promise<void>
}

const PROGRAM = fileURLToPath(new URL('./postgres-server.ts', import.meta.url))

/** Starts the process on the data folder, as another user where one is given. */
export function startPostgresProcess(dataDir: string, user?: { uid: number; gid: number }): PostgresProcess {
  const args = ['--conditions=evergate-source', '--import', import.meta.resolve('tsx'), PROGRAM, dataDir]
  const child = spawn(process.execPath, args, { ...user, stdio: ['pipe', 'pipe', 'inherit'] })
  const said: Said[] = []
  const waiting = new Set<() => void>()
  let ended = false
  const wake = () => {
    for (const look of waiting) look()
  }
  createInterface({ input: child.stdout })
    .on('line', (line) => {
      said.push(JSON.parse(line) as Said)
      wake()
    })
    .on('close', () => {
      ended = true
      wake()
    })
  const next = (event: string): Promise<Said> => {
    const from = event === 'written' ? said.length : 0
    return new Promise((done, fail) => {
      const look = () => {
        const found = said.slice(from).find((line) => line.event === event)
        if (found === undefined && !ended) return
        waiting.delete(look)
        if (found !== undefined) done(found)
        else fail(new Error(`ended without "${event}": ${JSON.stringify(said.at(-1))}`))
      }
      waiting.add(look)
      look()
    })
  }
  const exited = once(child, 'close')
  return {
    pid: child.pid ?? 0,
    said,
    next,
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
    stop: async () => {
      child.stdin.end()
      await exited
    },
  }
}
