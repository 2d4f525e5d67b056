/**
 * The program `npm start` runs: configuration, PostgreSQL, migrations, server, and a clean end. Every expected failure is one clear line.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Config, readConfig } from './config.ts'
import { prepareDemoCity } from './demo-city.ts'
import { openDatabase } from './open-database.ts'
import { sleep } from './platform/clock.ts'
import { migrate } from './platform/db/migrate.ts'
import { makeFolder } from './platform/make-folder.ts'
import { StartError } from './platform/unavailable.ts'
import { type RunningServer, startServer } from './server.ts'
import { printWelcome } from './welcome.ts'

const appsFolder = fileURLToPath(new URL('../../web/dist', import.meta.url))
const stopWithinMs = 15_000

async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env)
  const { stopping, stop } = listenForStop()
  const undo: (() => Promise<void>)[] = []
  try {
    makeDataFolder(config.dataFolder)
    const database = await openDatabase(config, say, stop)
    undo.push(() => database.stop())
    await migrate(database.url, { log: { info: say } })
    const server = await startServer({ config, databaseUrl: database.url, appsFolder, print: say })
    undo.push(() => server.stop())
    const url = await listen(server, config)
    const accounts = await prepareDemoCity(server) // after listening: passwords are made only where they will be shown
    printWelcome({ say, url: config.origin ?? url, config, accounts })
    const reason = await stopping
    if (reason !== undefined) throw new StartError(reason.message)
    say('Stopping.')
  } finally {
    await Promise.race([takeApart(undo), sleep(stopWithinMs)])
  }
}

/** Resolves at Ctrl-C, a service manager's wish, the launcher going away, or the database being lost. A second wish ends the program at once. */
function listenForStop(): { stopping: Promise<Error | undefined>; stop(reason?: Error): void } {
  let resolveStop: (reason: Error | undefined) => void = () => undefined
  const stopping = new Promise<Error | undefined>((resolve) => {
    resolveStop = resolve
  })
  let asked = false
  const ask = (): void => {
    if (asked) process.exit(1)
    asked = true
    resolveStop(undefined)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask)
  if (process.send !== undefined) {
    process.on('disconnect', () => !asked && ask())
    process.channel?.unref()
  }
  return { stopping, stop: (reason) => resolveStop(reason) }
}

function makeDataFolder(folder: string): void {
  try {
    makeFolder(folder)
    makeFolder(join(folder, 'keys'), 0o700)
  } catch (error) {
    throw new StartError(`The data folder ${folder} cannot be written: ${describe(error)}. Choose another with --data.`)
  }
}

async function listen(server: RunningServer, config: Config): Promise<string> {
  try {
    return await server.app.listen({ port: config.port, host: config.host })
  } catch (error) {
    throw new StartError(whyNotListening((error as NodeJS.ErrnoException).code, config) ?? `Listening failed: ${describe(error)}.`)
  }
}

function whyNotListening(code: string | undefined, { port, host }: Config): string | undefined {
  if (code === 'EADDRINUSE') return `Port ${port} is in use. Choose another with --port, or stop the program that has it.`
  if (code === 'EACCES') return `This user may not listen on port ${port}. Choose one above 1023 with --port.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `This machine has no address ${host}. Choose another with --host.`
  return undefined
}

async function takeApart(undo: (() => Promise<void>)[]): Promise<void> {
  for (const step of undo.reverse()) await step().catch((error: unknown) => say(`While stopping: ${describe(error)}`))
}

function describe(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : 'no reason given'
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const line = error instanceof StartError ? error.message : `A fault in the program. ${error instanceof Error ? error.stack : ''}`
    process.stderr.write(`Evergate stops: ${line}\n`)
    process.exit(1)
  },
)
