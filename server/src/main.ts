/**
 * The program `npm start` runs: configuration, PostgreSQL, migrations, server, and a clean end. Every expected failure is one clear line.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { type Config, readConfig } from './config.ts'
import { prepareDemoCity } from './demo-city.ts'
import { sleep } from './platform/clock.ts'
import { migrate } from './platform/db/migrate.ts'
import { startEmbeddedPostgres } from './platform/embedded-postgres/index.ts'
import { StartError } from './platform/unavailable.ts'
import { type RunningServer, startServer } from './server.ts'
import { printWelcome } from './welcome.ts'

const appsFolder = fileURLToPath(new URL('../../web/dist', import.meta.url))
const stopWithinMs = 15_000

interface RunningDatabase {
  readonly url: string
  stop(): Promise<void>
}

async function openDatabase(config: Config): Promise<RunningDatabase> {
  if (config.databaseUrl === undefined) {
    return startEmbeddedPostgres({ dataDir: join(config.dataFolder, 'postgres'), log: { info: say } })
  }
  await tryConnection(config.databaseUrl)
  return { url: config.databaseUrl, stop: async () => undefined }
}

async function tryConnection(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    await client.end()
  } catch (error) {
    throw new StartError(`The database of DATABASE_URL cannot be reached: ${describe(error)}.`)
  }
}

async function makeDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    await mkdir(join(folder, 'keys'), { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new StartError(`The data folder ${folder} cannot be written: ${describe(error)}. Choose another with --data.`)
  }
}

async function listen(server: RunningServer, config: Config): Promise<string> {
  try {
    return await server.app.listen({ port: config.port, host: config.host })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EADDRINUSE')
      throw new StartError(`Port ${config.port} is in use. Choose another with --port, or stop the program that has it.`)
    if (code === 'EACCES') throw new StartError(`This user may not listen on port ${config.port}. Choose one above 1023 with --port.`)
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new StartError(`This machine has no address ${config.host}. Choose another with --host.`)
    throw error
  }
}

/** The message of an error without the strings that may carry a password. */
function describe(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string }
  return [code, message === '' ? undefined : message].filter((part) => part !== undefined).join(', ') || 'no reason given'
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env)
  const stopping = new AbortController()
  const undo: (() => Promise<void>)[] = []
  const end = async (): Promise<void> => {
    for (const step of undo.reverse()) await step().catch((error: unknown) => say(`While stopping: ${describe(error)}`))
    undo.length = 0
  }
  whenAskedToStop(() => stopping.abort())
  try {
    await makeDataFolder(config.dataFolder)
    const database = await openDatabase(config)
    undo.push(() => database.stop())
    await migrate(database.url, { log: { info: say } })
    const server = await startServer({ config, databaseUrl: database.url, appsFolder, print: say })
    undo.push(() => server.stop())
    const url = await listen(server, config)
    const accounts = await prepareDemoCity(server) // after listening: passwords are made only where they will be shown
    printWelcome({ say, url: config.origin ?? url, config, accounts })
    await new Promise<void>((resolve) => {
      if (stopping.signal.aborted) resolve()
      stopping.signal.addEventListener('abort', () => resolve())
    })
    say('Stopping.')
  } finally {
    await Promise.race([end(), sleep(stopWithinMs)])
  }
}

/** Ctrl-C, a service manager, or the launcher going away. A second wish ends the program at once. */
function whenAskedToStop(stop: () => void): void {
  let asked = false
  const ask = (): void => {
    if (asked) process.exit(1)
    asked = true
    stop()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask)
  if (process.send !== undefined) {
    process.on('disconnect', () => !asked && ask())
    process.channel?.unref()
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const expected = error instanceof Error && error.name === 'StartError'
    process.stderr.write(
      expected
        ? `Evergate cannot start: ${error.message}\n`
        : `Evergate stopped by a fault: ${error instanceof Error ? error.stack : describe(error)}\n`,
    )
    process.exit(1)
  },
)
