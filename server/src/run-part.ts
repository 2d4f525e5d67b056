/**
 * One process's part of the server, listening: what a program of one process and each worker of a larger one do alike.
 */
import { collectRarely } from './collect-rarely.ts'
import type { Config } from './config.ts'
import { prepareDemoCity } from './demo-city.ts'
import type { PartServer } from './part-server.ts'
import { StartError } from './platform/unavailable.ts'
import type { Part } from './roles.ts'
import { startServer } from './server.ts'
import { startStaticServer } from './static-server.ts'
import type { NewAccount } from './welcome.ts'

export interface PartOptions {
  readonly config: Config
  readonly part: Part
  /** Undefined where the part needs none. */
  readonly databaseUrl: string | undefined
  readonly appsFolder: string
  /** The one process of a program's start that makes the demo city on an empty database. */
  readonly isFirst: boolean
  print(line: string): void
  /** The figures of all processes of the program. */
  allFigures?(): Promise<string | undefined>
}

export interface RunningPart {
  readonly server: PartServer
  /** Undefined for a worker that answers nobody. */
  readonly url: string | undefined
  /** Made at this very start, with passwords that are shown nowhere else. */
  readonly accounts: readonly NewAccount[]
  stop(): Promise<void>
}

/** Starts it, listens where requests are to be answered, and makes the demo city where it is the first. */
export async function runPart({ isFirst, ...options }: PartOptions): Promise<RunningPart> {
  collectRarely()
  const { config, part, databaseUrl } = options
  const isWorkerBehind = part.name !== undefined && part.roles.every((role) => role === 'decision') // callers never reach it
  if (databaseUrl === undefined || part.roles.every((role) => role === 'static')) {
    const server = await startStaticServer(options)
    return { server, url: await listen(server, config), accounts: [], stop: server.stop }
  }
  const server = await startServer({ ...options, databaseUrl })
  try {
    const url = isWorkerBehind ? undefined : await listen(server, config)
    const accounts = isFirst ? await prepareDemoCity(server) : [] // after listening: passwords are made only where they will be shown
    return { server, url, accounts, stop: server.stop }
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function listen({ app }: PartServer, config: Config): Promise<string> {
  try {
    return await app.listen({ port: config.port, host: config.host })
  } catch (error) {
    throw new StartError(whyNotListening((error as NodeJS.ErrnoException).code, config) ?? `Listening failed: ${(error as Error).message}.`)
  }
}

function whyNotListening(code: string | undefined, { port, host }: Config): string | undefined {
  if (code === 'EADDRINUSE') return `Port ${port} is in use. Choose another with --port, or stop the program that has it.`
  if (code === 'EACCES') return `This user may not listen on port ${port}. Choose one above 1023 with --port.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `This machine has no address ${host}. Choose another with --host.`
  return undefined
}
