/**
 * What the benchmarks share: a city of a chosen size in a real, durable PostgreSQL, and servers as processes of their own. Everything is made when it
 * is first asked for, and taken apart at the end. Loopback only.
 */
import { execFile, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { type Config, readConfig } from '../src/config.ts'
import { openDatabase } from '../src/open-database.ts'
import { until } from '../src/platform/clock.ts'
import { migrate } from '../src/platform/db/migrate.ts'
import { startServer } from '../src/server.ts'

const root = join(import.meta.dirname, '../..')
const sourceFlags = ['--conditions=evergate-source', '--import', 'tsx']
const readyWithinMs = 240_000
const toolOutputBytesMax = 64 * 1024 * 1024

/** A filled database with the keys that belong to it. No server runs on it unless one was asked for. */
export interface BenchCity {
  readonly config: Config
  readonly dataFolder: string
  readonly databaseUrl: string
  /** JSON lines of residents with their phones' keys (see tools/load-city). */
  readonly knownFile: string
}

/** A server as a process of its own. */
export interface BenchServer {
  readonly origin: string
  readonly pid: number
  output(): string
  stop(): Promise<void>
}

/** What a figure is measured in. */
export interface World {
  /** How many residents the city has. */
  readonly residents: number
  /** For files of the figures; gone at the end. */
  readonly folder: string
  say(line: string): void
  /** The city; loaded at the first call. */
  city(): Promise<BenchCity>
  /** Starts a server on the city with further flags. The caller stops it. */
  serve(flags?: readonly string[]): Promise<BenchServer>
}

/** How the world is to be. `dataFolder`: a city that is there already and is left there. */
export interface WorldOptions {
  readonly residents: number
  readonly dataFolder: string | undefined
  say(line: string): void
}

/** Prepares a world; `close` takes apart what was made. */
export function createWorld(options: WorldOptions): { readonly world: World; close(): Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), 'evergate-bench-')) // on a disk: what is durable in memory proves nothing
  chmodSync(folder, 0o755) // the embedded PostgreSQL runs as a user of its own
  const closers: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })]
  let loading: Promise<BenchCity> | undefined
  const city = (): Promise<BenchCity> => {
    loading ??= openCity(options, folder, closers)
    return loading
  }
  const world: World = {
    residents: options.residents,
    folder,
    say: options.say,
    city,
    serve: async (flags = []) => serve(await city(), flags),
  }
  return {
    world,
    close: async () => {
      for (const close of closers.toReversed()) await close()
    },
  }
}

async function openCity(options: WorldOptions, folder: string, closers: (() => Promise<unknown>)[]): Promise<BenchCity> {
  const dataFolder = options.dataFolder ?? join(folder, 'city')
  const configOf = (capacity: number): Config =>
    readConfig(['--data', dataFolder, '--list-capacity', String(capacity), '--log', 'error', '--requests-per-minute', '10000000'], {})
  const capacity = Math.max(131_072, 2 ** Math.ceil(Math.log2(options.residents * 1.1)))
  const opened = await openDatabase(configOf(capacity), options.say, (error) => options.say(error.message))
  closers.push(() => opened.stop())
  const cityOf = (config: Config): BenchCity => ({
    config,
    dataFolder,
    databaseUrl: opened.url,
    knownFile: join(dataFolder, 'known.jsonl'),
  })
  if (options.dataFolder !== undefined) return cityOf(configOf(await readCapacity(opened.url)))
  const city = cityOf(configOf(capacity))
  await migrate(opened.url, { log: { info: () => undefined } })
  const first = await startServer({ config: city.config, databaseUrl: opened.url, appsFolder: undefined, print: () => undefined }) // writes the region and its keys
  await first.stop()
  options.say(`Loading ${options.residents} residents.`)
  const tool = [...sourceFlags, 'server/src/tools/load-city.ts', '--residents', String(options.residents), '--seed', '1']
  const target = ['--known', '20000', '--known-out', city.knownFile, '--data', dataFolder, '--database-url', opened.url]
  await promisify(execFile)(process.execPath, [...tool, ...target], { cwd: root, maxBuffer: toolOutputBytesMax })
  return city
}

/** How many places the lists of a city have that is there already. */
async function readCapacity(databaseUrl: string): Promise<number> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  try {
    const { rows } = await client.query<{ value: string }>("select value from platform.setting where name = 'list_capacity'")
    if (rows[0] === undefined) throw new Error('no server was ever started on this city')
    return Number(rows[0].value)
  } finally {
    await client.end()
  }
}

async function serve(city: BenchCity, flags: readonly string[]): Promise<BenchServer> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const own = ['--port', String(port), '--data', city.dataFolder, '--database-url', city.databaseUrl]
  const limits = ['--list-capacity', String(city.config.listCapacity), '--requests-per-minute', '10000000', '--log', 'error']
  const child = spawn(process.execPath, [...sourceFlags, 'server/src/main.ts', ...own, ...limits, ...flags], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const parts: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => void parts.push(part.toString('utf8')))
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  const stop = async (): Promise<void> => {
    child.kill('SIGINT')
    await ended
  }
  const ready = await until(async () => child.exitCode !== null || (await answers(`${origin}/readyz`)), readyWithinMs, 100)
  if (!ready || child.exitCode !== null) {
    await stop()
    throw new Error(`the server did not become ready:\n${parts.join('').slice(-2_000)}`)
  }
  return { origin, pid: child.pid!, output: () => parts.join(''), stop }
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  )
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

/** Seconds of processor time a process has used (Linux: /proc, proc(5) fields 14 and 15, in hundredths). */
export function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}
