/**
 * Fills a database with a made-up city: `… server/src/tools/load-city.ts --residents N [--seed N] [--known K|all --known-out FILE]
 * [--sites N --desks N --desks-out FILE] [--data FOLDER | --database-url URL]`. The server must have been started on it once, and nobody be registered.
 * Tells how far it is on standard error, and at the end on standard output one line of JSON.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import pg from 'pg'
import { readConfig } from '../config.ts'
import { openDatabase } from '../open-database.ts'
import { monotonicMs, systemClock } from '../platform/clock.ts'
import { createIds } from '../platform/ids.ts'
import { StartError } from '../platform/unavailable.ts'
import { loadMasterKey } from '../platform/vault.ts'
import { type CityPlan, planCity } from './load-city/city-plan.ts'
import { fillCity } from './load-city/fill-city.ts'
import { createKnownFile, lotsBelow } from './load-city/known-file.ts'
import { placeDesks } from './load-city/place-desks.ts'
import { createProgress } from './load-city/progress.ts'
import { readGround } from './load-city/read-ground.ts'
import { postgresSeconds } from './processor-time.ts'

interface Options {
  readonly residents: number
  readonly seed: number
  readonly known: 'all' | number
  readonly knownOut?: string
  readonly sites: number
  readonly desks: number
  readonly desksOut?: string
}

const say = (line: string): void => void process.stderr.write(`${line}\n`)

function numberOf(max: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (Number.isInteger(value) && value >= 0 && value <= max) return value
    throw new InvalidArgumentError(`It must be a whole number from 0 to ${max}.`)
  }
}

const command = new Command('load-city')
  .description('Fills a database with a made-up city')
  .requiredOption('--residents <number>', 'how many', numberOf(20_000_000))
  .option('--seed <number>', 'the same seed makes the same people', numberOf(0xffff_ffff), 1)
  .option('--known <number>', 'of so many people with phones, or of all people, tell who they are', knownOf, 0)
  .option('--known-out <file>', 'there, one resident a line as JSON, with keys and passes of phones: a secret')
  .option('--sites <number>', 'also so many sampling sites', numberOf(20_000), 0)
  .option('--desks <number>', 'also so many desks enrolled at them', numberOf(50_000), 0)
  .option('--desks-out <file>', 'the desks, one a line as JSON, with their keys: a secret')
  .allowUnknownOption()
  .allowExcessArguments()
command.parse()
const options = command.opts<Options>()
const config = readConfig(command.args, process.env)

function knownOf(text: string): 'all' | number {
  return text === 'all' ? 'all' : numberOf(1_000_000)(text)
}

async function loadCity(client: pg.Client, databaseUrl: string): Promise<void> {
  const { residents, seed } = options
  const now = systemClock.now()
  const masterKey = await loadMasterKey(join(config.dataFolder, 'keys', 'master.key'))
  const ground = await readGround(databaseUrl, masterKey, now)
  const plan = planCity(residents, seed, ground.streets)
  const known = options.knownOut === undefined ? undefined : createKnownFile(options.knownOut, options.known)
  const order = {
    seed,
    residents,
    nowMs: now.getTime(),
    ruleSet: ground.ruleSet,
    masterKey,
    region: ground.region,
    signingKey: ground.signingKey,
    known: known === undefined ? 0 : options.known === 'all' ? ('all' as const) : lotsBelow(options.known, residents),
  }
  try {
    await fillCity(client, {
      order,
      plan,
      streets: ground.streets,
      say,
      progress: createProgress(residents, say),
      known: async (lines) => known?.take(lines),
    })
    await enrolDesks(client, plan, now)
  } finally {
    const told = await known?.end()
    if (told !== undefined) say(`${told} people are told of in ${options.knownOut}.`)
  }
}

async function enrolDesks(client: pg.Client, { livingIn }: CityPlan, now: Date): Promise<void> {
  if (options.sites === 0 || options.desks === 0 || options.desksOut === undefined) return
  const desks = await placeDesks(client, createIds(systemClock), { sites: options.sites, desks: options.desks, livingIn, now })
  await writeFile(options.desksOut, desks.map((desk) => `${JSON.stringify(desk)}\n`).join(''), { mode: 0o600 })
}

const startedMs = monotonicMs()
const opened = await openDatabase(config, say, (error) => say(error.message))
const client = new pg.Client({ connectionString: opened.url, application_name: 'load-city' })
try {
  await client.connect()
  const postgresBefore = await postgresSeconds(client)
  await loadCity(client, opened.url)
  const { user, system } = process.cpuUsage()
  const seconds = (monotonicMs() - startedMs) / 1_000
  const postgresAfter = await postgresSeconds(client)
  const postgres = postgresBefore === undefined || postgresAfter === undefined ? null : postgresAfter - postgresBefore
  const report = { residents: options.residents, seconds, processorSeconds: (user + system) / 1e6, postgresSeconds: postgres }
  process.stdout.write(`${JSON.stringify(report)}\n`)
} catch (error) {
  say(error instanceof StartError ? error.message : `The city could not be loaded: ${(error as Error).stack}`)
  process.exitCode = 1
} finally {
  await client.end()
  await opened.stop()
}
