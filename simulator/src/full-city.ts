/**
 * A whole city in the database of a server that is to stay: starts the server once, so that there are tables, keys and staff, and lets its tool copy the
 * people in. Unlike the other commands it leaves everything behind. Must not touch a database in which anybody is registered (the tool refuses).
 */
import { existsSync, statfsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { runServerTool, startServerProcess } from './server-process.ts'

export interface FullCityOptions {
  readonly residents: number
  readonly seed: number
  /** So many people with phones are told of in `knownOut`, each as likely as any other. */
  readonly known: number
  readonly knownOut?: string
  readonly sites: number
  readonly desks: number
  readonly desksOut?: string
  readonly data: string
  readonly databaseUrl?: string
  say(line: string): void
}

export interface FullCityReport {
  readonly residents: number
  readonly seconds: number
  /** Of the tool and its threads. */
  readonly processorSeconds: number
  /** Of PostgreSQL, where that can be known. */
  readonly postgresSeconds: number | null
}

/** Rows, indexes and the write-ahead log while it is written, measured at 1.3 million: docs/scale.md. */
const bytesPerResident = 1_500

/** Fills it. Throws where the server cannot be started, the disk is too small, or somebody is registered. */
export async function buildFullCity(options: FullCityOptions): Promise<FullCityReport> {
  const { say } = options
  const data = resolve(options.data)
  if (options.databaseUrl === undefined) refuseSmallDisk(data, options.residents)
  say('Starting the server once, so that there are tables, streets and keys.')
  const database = options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }
  const server = await startServerProcess({ dataFolder: data, ...database })
  await server.stop()
  if (server.accounts.length > 0) say('Staff, each with a one-time password shown only now:')
  for (const { username, password } of server.accounts) say(`  ${username.padEnd(12)} ${password}`)
  const said = await runServerTool('load-city', data, flagsOf(options), (text) => process.stderr.write(text))
  return JSON.parse(said.split('\n').at(-1)!) as FullCityReport
}

function flagsOf(options: FullCityOptions): string[] {
  const { residents, seed, known, sites, desks, knownOut, desksOut, databaseUrl } = options
  const given = {
    residents,
    seed,
    sites,
    desks,
    ...(knownOut === undefined ? {} : { known, 'known-out': resolve(knownOut) }),
    ...(desksOut === undefined ? {} : { 'desks-out': resolve(desksOut) }),
    ...(databaseUrl === undefined ? {} : { 'database-url': databaseUrl }),
  }
  return Object.entries(given).flatMap(([name, value]) => [`--${name}`, String(value)])
}

function refuseSmallDisk(data: string, residents: number): void {
  let there = data
  while (!existsSync(there)) there = dirname(there)
  const { bavail, bsize } = statfsSync(there)
  const wanted = residents * bytesPerResident + 3e9
  if (bavail * bsize < wanted)
    throw new Error(`${(wanted / 1e9).toFixed(1)} GB are needed at ${there}, and ${((bavail * bsize) / 1e9).toFixed(1)} GB are free`)
}

/** What a person reads at the end. */
export function fullCityText({ residents, seconds, processorSeconds, postgresSeconds }: FullCityReport, data: string): string {
  const count = residents.toLocaleString('en')
  const each = (total: number): string => `${((total / Math.max(1, residents)) * 1e6).toFixed(0)} us`
  return [
    `${count} residents in ${seconds.toFixed(1)} s; processor time each: ${each(processorSeconds)} to make them up, ${postgresSeconds === null ? 'unknown' : each(postgresSeconds)} of PostgreSQL.`,
    `Start the server on them: npm start -- --data ${data}`,
  ].join('\n')
}
