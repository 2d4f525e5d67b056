/**
 * One process that is some desks (desk/desk-host.ts), started, killed and started again until it ends by itself.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { root, sourceFlags } from './server-process.ts'

export interface ChildHost {
  /** Whether it has ended by itself: with everything done, or by a fault of its own, which its complaints then tell. */
  isDone(): boolean
  /** SIGKILL, and then the same again from what is on its disk. */
  killAndRestart(): Promise<void>
  /** Ends it for good. */
  end(): Promise<void>
  /** What it complained of last. */
  complaints(): string
}

/** Starts the host of this configuration file. */
export function startChildHost(configPath: string): ChildHost {
  let complaints = ''
  let done = false
  const start = (): { child: ChildProcess; closed: Promise<void> } => {
    const child = spawn(process.execPath, [...sourceFlags, 'simulator/src/desk/desk-host.ts', configPath], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    child.stderr.on('data', (part: Buffer) => {
      complaints = (complaints + part.toString('utf8')).slice(-4_000)
    })
    const closed = new Promise<void>((resolve) => {
      child.on('close', (code, signal) => {
        done = signal === null
        if (signal === null && code !== 0) complaints += `\nended with ${code}`
        resolve()
      })
    })
    return { child, closed }
  }
  let running = start()
  const kill = async (): Promise<void> => {
    running.child.kill('SIGKILL')
    await running.closed
  }
  return {
    isDone: () => done,
    killAndRestart: async () => {
      await kill()
      if (!done) running = start()
    },
    end: kill,
    complaints: () => complaints,
  }
}
