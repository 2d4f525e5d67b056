/**
 * A real server as a child process, started as `npm start` starts it, on a data folder of its own. Ends only what it started.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { waitFor } from './clock.ts'
import { call } from './http-call.ts'
import { endHard, readPostmaster } from './postmaster.ts'
import type { Account } from './staff-client.ts'
import { readAccounts } from './welcome-text.ts'

/** The repository's root. */
export const root = fileURLToPath(new URL('../..', import.meta.url))
/** What Node needs to run our TypeScript from its source. */
export const sourceFlags = ['--conditions=evergate-source', '--import', 'tsx']

export interface ServerProcess {
  readonly origin: string
  readonly port: number
  readonly pid: number
  readonly dataFolder: string
  readonly outboxFolder: string
  /** Staff made at this start, with their one-time passwords. */
  readonly accounts: readonly Account[]
  /** Everything the process has written so far, standard output and standard error. */
  output(): string
  /** Asks politely, as Ctrl-C does, and waits; returns the exit code. */
  stop(): Promise<number | null>
  /** SIGKILL to the server and to its PostgreSQL, as a power cut would. */
  kill(): Promise<void>
  /** SIGKILL to the server alone; its PostgreSQL goes on without it. */
  killAlone(): Promise<void>
  /** SIGKILL to its PostgreSQL alone; the server goes on and is to bring it back. */
  killPostgres(): Promise<void>
}

export interface ServerOptions {
  readonly dataFolder: string
  /** The same port again lets phones find the server again. Default: a free one. */
  readonly port?: number
  readonly databaseUrl?: string
  readonly flags?: readonly string[]
}

const readyWithinMs = 240_000

/** Starts a server and waits until it is ready and has told how to sign in. Throws with its output where it ends instead. */
export async function startServerProcess(options: ServerOptions): Promise<ServerProcess> {
  const port = options.port ?? (await findFreePort())
  const origin = `http://127.0.0.1:${port}`
  const database = options.databaseUrl === undefined ? [] : ['--database-url', options.databaseUrl]
  const started = spawnServer(['--port', String(port), '--data', options.dataFolder, ...database, ...(options.flags ?? [])])
  await waitFor(
    'the server to be ready',
    async () => {
      if (started.ended()) throw new Error(`the server ended:\n${started.output()}`)
      return started.output().includes('Stop ') && (await isReady(origin)) ? true : undefined
    },
    readyWithinMs,
    100,
  )
  return {
    origin,
    port,
    pid: started.child.pid!,
    dataFolder: options.dataFolder,
    outboxFolder: join(options.dataFolder, 'outbox'),
    accounts: readAccounts(started.output()),
    output: started.output,
    stop: async () => {
      started.child.kill('SIGINT')
      return started.exitCode
    },
    kill: async () => {
      const postmaster = options.databaseUrl === undefined ? readPostmaster(options.dataFolder) : undefined
      started.child.kill('SIGKILL')
      if (postmaster !== undefined) await endHard(postmaster.pid)
      await started.exitCode
    },
    killAlone: async () => {
      started.child.kill('SIGKILL')
      await started.exitCode
    },
    killPostgres: async () => {
      const postmaster = readPostmaster(options.dataFolder)
      if (postmaster !== undefined) await endHard(postmaster.pid)
    },
  }
}

/** Runs one of the server's tools on a data folder and returns what it says. Throws with its complaint where it ends otherwise than well. */
export async function runServerTool(
  name: string,
  dataFolder: string,
  flags: readonly string[],
  hear: (text: string) => void = () => {},
): Promise<string> {
  const args = [...sourceFlags, `server/src/tools/${name}.ts`, ...flags, '--data', dataFolder]
  const child = spawn(process.execPath, args, { cwd: root, env: withoutSettings(process.env), stdio: ['ignore', 'pipe', 'pipe'] })
  const [said, complaint]: [string[], string[]] = [[], []]
  child.stdout.on('data', (part: Buffer) => said.push(part.toString('utf8')))
  child.stderr.on('data', (part: Buffer) => {
    complaint.push(part.toString('utf8'))
    hear(part.toString('utf8'))
  })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  if (code !== 0) throw new Error(`${name} ended with ${code}:\n${complaint.join('').slice(-2_000)}`)
  return said.join('').trim()
}

export interface SpawnedServer {
  readonly child: ChildProcess
  readonly exitCode: Promise<number | null>
  ended(): boolean
  output(): string
}

/** Spawns the server's program and keeps what it writes; says nothing about whether it becomes ready. */
export function spawnServer(flags: readonly string[]): SpawnedServer {
  const parts: Buffer[] = []
  const child = spawn(process.execPath, [...sourceFlags, 'server/src/main.ts', ...flags], {
    cwd: root,
    env: withoutSettings(process.env),
    detached: true, // a Ctrl-C at the terminal must not reach it before we have decided
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.on('data', (part: Buffer) => parts.push(part))
  child.stderr.on('data', (part: Buffer) => parts.push(part))
  const exitCode = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)))
  return {
    child,
    exitCode,
    ended: () => child.exitCode !== null || child.signalCode !== null,
    output: () => Buffer.concat(parts).toString('utf8'),
  }
}

/** The caller's own EVERGATE_… and DATABASE_URL must not reach the server under test. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('EVERGATE_') && name !== 'DATABASE_URL'))
}

async function isReady(origin: string): Promise<boolean> {
  return call({ method: 'GET', url: `${origin}/readyz` }).then(
    (answer) => answer.status === 200,
    () => false,
  )
}

/** A loopback port that is free now. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

/** The connection string of the PostgreSQL inside a running server's data folder, as the server itself uses it. */
export function embeddedDatabaseUrl(dataFolder: string): string {
  const postmaster = readPostmaster(dataFolder)
  if (postmaster === undefined) throw new Error(`no PostgreSQL runs in ${dataFolder}`)
  const password = readFileSync(join(dataFolder, 'postgres', 'cluster', 'evergate.password'), 'utf8').trim()
  return `postgres://evergate:${password}@127.0.0.1:${postmaster.port}/evergate`
}
