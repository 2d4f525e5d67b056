/**
 * The program `npm start` runs: configuration, PostgreSQL, migrations, the server in one process or several, and a clean end. Every expected failure is one
 * clear line. A worker of a program of several is this same file; see supervisor/.
 */
import cluster from 'node:cluster'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Config, readConfig } from './config.ts'
import { openDatabase } from './open-database.ts'
import { sleep } from './platform/clock.ts'
import { makeFolder } from './platform/make-folder.ts'
import { StartError } from './platform/unavailable.ts'
import { needsDatabase, partsOf } from './roles.ts'
import { type NewAccount, printWelcome } from './welcome.ts'

const appsFolder = fileURLToPath(new URL('../../web/dist', import.meta.url))
const stopWithinMs = 15_000

async function main(config: Config): Promise<void> {
  const { stopping, stop } = listenForStop()
  const undo: (() => Promise<void>)[] = []
  try {
    makeDataFolder(config.dataFolder)
    const databaseUrl = await prepareDatabase(config, undo, stop)
    const { url, accounts } = await startProcesses(config, databaseUrl, undo)
    printWelcome({ say, url: config.origin ?? url, config, accounts })
    const reason = await stopping
    if (reason !== undefined) throw new StartError(reason.message)
    say('Stopping.')
  } finally {
    await Promise.race([takeApart(undo), sleep(stopWithinMs)])
  }
}

/** The migrated database of the roles that need one. The static role alone is content with one that it was given, and that may be away. */
async function prepareDatabase(config: Config, undo: (() => Promise<void>)[], stop: (reason: Error) => void): Promise<string | undefined> {
  if (!needsDatabase(config.roles)) return config.databaseUrl
  const database = await openDatabase(config, say, stop)
  undo.push(() => database.stop())
  const { migrate } = await import('./platform/db/migrate.ts')
  await migrate(database.url, { log: { info: say } })
  return database.url
}

interface Started {
  readonly url: string
  readonly accounts: readonly NewAccount[]
}

/** One process: here. Several: workers, and this one only looks after them; it never loads what they run. */
async function startProcesses(config: Config, databaseUrl: string | undefined, undo: (() => Promise<void>)[]): Promise<Started> {
  const parts = partsOf(config.roles, config.processes)
  if (parts.length === 1) {
    const { runPart } = await import('./run-part.ts')
    const running = await runPart({ config, part: parts[0]!, databaseUrl, appsFolder, isFirst: true, print: say })
    undo.push(running.stop)
    return { url: running.url!, accounts: running.accounts }
  }
  const { startSupervisor } = await import('./supervisor/supervisor.ts')
  const supervisor = startSupervisor({ parts, databaseUrl, say })
  undo.push(supervisor.stop)
  const { url, accounts } = await supervisor.ready
  return { url: url!, accounts }
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

async function takeApart(undo: (() => Promise<void>)[]): Promise<void> {
  for (const step of undo.reverse()) await step().catch((error: unknown) => say(`While stopping: ${describe(error)}`))
}

function describe(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : 'no reason given'
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

async function work(config: Config): Promise<void> {
  const { runWorker } = await import('./supervisor/worker.ts')
  await runWorker(config, appsFolder, say)
}

function fail(error: unknown): void {
  const line = error instanceof StartError ? error.message : `A fault in the program. ${error instanceof Error ? error.stack : ''}`
  process.stderr.write(`Evergate stops: ${line}\n`)
  process.exit(1)
}

const config = readConfig(process.argv.slice(2), process.env)
if (cluster.isWorker) work(config).catch(fail)
else main(config).then(() => process.exit(0), fail)
