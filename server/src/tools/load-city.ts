/**
 * Fills a database with made-up residents, fast: `… server/src/tools/load-city.ts --residents N [--seed N] [--phones N] --out FILE
 * [--sites N --desks N --desks-out FILE] [--data FOLDER | --database-url URL]`. The server must have been started on it once. Writes for the simulator who there is, with keys and passes.
 */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import pg from 'pg'
import { readConfig } from '../config.ts'
import { openDatabase } from '../open-database.ts'
import { monotonicMs, systemClock } from '../platform/clock.ts'
import { createDatabase, type Queryable } from '../platform/db/database.ts'
import { createIds, type Ids } from '../platform/ids.ts'
import { createVault, loadMasterKey } from '../platform/vault.ts'
import { createPassesOptions, type Region } from '../slices/passes/index.ts'
import { readSigner } from '../slices/passes/signing-keys.command.ts'
import { regionNames, utcOffsetMinutes } from '../slices/places/index.ts'
import { copyRows } from './load-city/copy-rows.ts'
import { type MadeUpPerson, madeUpPeople } from './load-city/made-up-people.ts'
import { placeDesks } from './load-city/place-desks.ts'
import { type ResidentRows, type Sealing, sealResident } from './load-city/seal-residents.ts'
import { seededChance } from './load-city/seeded-chance.ts'

const statementTimeoutMs = 120_000
/** One transaction, and one step of memory. */
const residentsPerStep = 5_000
const residentsPerEvent = 500
const uniqueViolation = '23505'
const say = (line: string): void => void process.stderr.write(`${line}\n`)

function numberOf(max: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (Number.isInteger(value) && value >= 0 && value <= max) return value
    throw new InvalidArgumentError(`It must be a whole number from 0 to ${max}.`)
  }
}

const command = new Command('load-city')
  .description('Fills a database with made-up residents')
  .requiredOption('--residents <number>', 'how many', numberOf(20_000_000))
  .option('--seed <number>', 'the same seed makes the same people', numberOf(0xffff_ffff), 1)
  .option('--phones <number>', 'of 1,000 adults, how many have a phone with the app', numberOf(1_000), 300)
  .requiredOption('--out <file>', 'who there is, one resident a line as JSON, with keys and passes of phones: a secret')
  .option('--sites <number>', 'also so many sampling sites', numberOf(20_000), 0)
  .option('--desks <number>', 'also so many desks enrolled at them', numberOf(50_000), 0)
  .option('--desks-out <file>', 'the desks, one a line as JSON, with their keys: a secret')
  .allowUnknownOption()
  .allowExcessArguments()
command.parse()
interface Options {
  readonly residents: number
  readonly seed: number
  readonly phones: number
  readonly out: string
  readonly sites: number
  readonly desks: number
  readonly desksOut?: string
}
const options = command.opts<Options>()
const config = readConfig(command.args, process.env)

/** What the first start of the server wrote down. */
async function readRegion(db: Queryable): Promise<Region> {
  const rows = await db.selectFrom('platform.setting').selectAll().execute()
  const [iss, capacity] = ['region', 'list_capacity'].map((name) => rows.find((row) => row.name === name)?.value)
  if (iss === undefined || capacity === undefined) throw new Error('start the server on this database once, so that there is a region')
  return { iss, names: regionNames(iss), utcOffsetSeconds: utcOffsetMinutes * 60, baseUrl: '', capacity: Number(capacity) }
}

/** Seals one step of people and copies it in one transaction, with the event that lets their colours be decided. */
async function loadStep(
  client: pg.Client,
  sealing: Sealing,
  people: readonly MadeUpPerson[],
  serials: () => number,
): Promise<ResidentRows[]> {
  const rows: ResidentRows[] = []
  for (const person of people) rows.push(await sealResident(sealing, person, person.phoneNumber === null ? -1 : serials()))
  const phones = rows.flatMap(({ phone }) => (phone === undefined ? [] : [phone]))
  const ids = rows.map(({ known }) => known.residentId)
  const events = Array.from({ length: Math.ceil(ids.length / residentsPerEvent) }, (_, at) => [
    'residents.registered',
    JSON.stringify({ residentIds: ids.slice(at * residentsPerEvent, (at + 1) * residentsPerEvent) }),
  ])
  await client.query('begin')
  await copyRows(
    client,
    'resident',
    rows.map((one) => one.resident),
  )
  await copyRows(
    client,
    'document',
    rows.map((one) => one.document),
  )
  await copyRows(
    client,
    'phoneIndex',
    phones.map((one) => one.index),
  )
  await copyRows(
    client,
    'device',
    phones.map((one) => one.device),
  )
  await copyRows(
    client,
    'subject',
    phones.map((one) => [one.holder[0], 'green', 0]),
  )
  await copyRows(
    client,
    'holder',
    phones.map((one) => one.holder),
  )
  await copyRows(client, 'event', events)
  await client.query('commit')
  return rows
}

function take<T>(from: Iterator<T>, count: number): T[] {
  return Array.from({ length: count }, () => from.next().value as T)
}

/** Serial numbers of phones, fetched by the thousand. */
async function reserveSerials(client: pg.Client, count: number): Promise<() => number> {
  const { rows } = await client.query<{ serial: string }>("select nextval('passes.phone_serial') as serial from generate_series(1, $1)", [
    count,
  ])
  const serials = rows.map((row) => Number(row.serial))
  return () => serials.shift()!
}

async function enrolDesks(client: pg.Client, ids: Ids, livingIn: ReadonlyMap<string, number>, now: Date): Promise<void> {
  if (options.sites === 0 || options.desks === 0 || options.desksOut === undefined) return
  const desks = await placeDesks(client, ids, { sites: options.sites, desks: options.desks, livingIn, now })
  await writeFile(options.desksOut, desks.map((desk) => `${JSON.stringify(desk)}\n`).join(''), { mode: 0o600 })
}

async function loadCity(url: string): Promise<void> {
  const database = createDatabase({ url, name: 'load-city', connectionsMax: 2, statementTimeoutMs })
  const client = new pg.Client({ connectionString: url, statement_timeout: statementTimeoutMs })
  await client.connect()
  const out = createWriteStream(options.out, { mode: 0o600 })
  try {
    const vault = createVault(await loadMasterKey(join(config.dataFolder, 'keys', 'master.key')))
    const [ids, now] = [createIds(systemClock), systemClock.now()]
    const signer = await readSigner(database.read, { vault }, 'phone', now)
    const streets = await database.read.selectFrom('places.street').select('code').orderBy('code').execute()
    if (signer === undefined || streets.length === 0)
      throw new Error('start the server on this database once, so that there are streets and keys')
    const sealing: Sealing = { vault, ids, now, passes: createPassesOptions(vault, await readRegion(database.read)), signer }
    const streetCodes = streets.map(({ code }) => code)
    const people = madeUpPeople({
      residents: options.residents,
      phonesPerMille: options.phones,
      streetCodes,
      chance: seededChance(options.seed),
    })
    const livingIn = new Map<string, number>()
    for (let done = 0; done < options.residents; ) {
      const step = take(people, Math.min(residentsPerStep, options.residents - done))
      const serials = await reserveSerials(client, step.filter((one) => one.phoneNumber !== null).length)
      const rows = await loadStep(client, sealing, step, serials)
      for (const { streetCode } of step) livingIn.set(streetCode, (livingIn.get(streetCode) ?? 0) + 1)
      if (!out.write(rows.map(({ known }) => `${JSON.stringify(known)}\n`).join(''))) await once(out, 'drain')
      done += step.length
      if (done % 50_000 === 0) say(`${done} residents so far`)
    }
    await enrolDesks(client, ids, livingIn, now)
  } finally {
    out.end()
    await once(out, 'close')
    await client.end()
    await database.close()
  }
}

const startedMs = monotonicMs()
const opened = await openDatabase(config, say, (error) => say(error.message))
try {
  await loadCity(opened.url)
  process.stdout.write(`${options.residents} residents in ${((monotonicMs() - startedMs) / 1000).toFixed(1)} s\n`)
} catch (error) {
  say(
    (error as { code?: string }).code === uniqueViolation
      ? 'Some of these people are there already: load a city once.'
      : (error as Error).message,
  )
  process.exitCode = 1
} finally {
  await opened.stop()
}
