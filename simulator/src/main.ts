/**
 * The simulator's command line (docs/how-to/simulate-a-city.md). Every command but `city` plays against a fresh server on temporary data, prints what was
 * counted and measured, and ends with 1 where anything is not as it must be.
 */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { Command, InvalidArgumentError, Option } from 'commander'
import { checkHistoryFiles } from './checker/check-history.ts'
import { openCity } from './city.ts'
import { playDay } from './day.ts'
import { dayTable } from './day-table.ts'
import { exactlyOnceTable, isExactlyOnce } from './exactly-once/exactly-once-table.ts'
import { playExactlyOnce } from './exactly-once/play-exactly-once.ts'
import { buildFullCity, type FullCityOptions, fullCityText } from './full-city.ts'
import { playRound } from './round/play-round.ts'
import { roundTable } from './round/round-table.ts'
import { measureScale, type ScaleOptions } from './scale/measure-scale.ts'
import type { ScaleRow } from './scale/scale-row.ts'
import { scaleTables, withTables } from './scale/scale-table.ts'

/** All phones of a simulated day come from one address; a real city's do not. */
const flags = ['--requests-per-minute', '1000000']

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Prints and writes a report; a bad one makes the command end with 1. */
function tell(report: object, table: string, isGood: boolean, json: string | undefined): void {
  say(`\n${table}`)
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`)
  process.exitCode = isGood ? 0 : 1
}

async function runDay({ residents, json }: { residents: number; json?: string }): Promise<void> {
  const city = await openCity({ flags, say })
  try {
    const report = await playDay(city, residents, say)
    tell(report, dayTable(report), report.failures.length === 0, json)
  } finally {
    await city.end()
  }
}

interface ExactlyOnceFlags {
  readonly devices: number
  readonly samples: number
  readonly seed: number
  readonly history?: string
  readonly json?: string
}

async function runExactlyOnce({ json, ...options }: ExactlyOnceFlags): Promise<void> {
  const hosts = Math.max(2, Math.ceil(options.devices / 40))
  const report = await playExactlyOnce({ ...options, hosts, faultEveryMs: 4_000, paceMs: 4_000, say })
  tell(report, exactlyOnceTable(report), isExactlyOnce(report), json)
}

async function runRound({ json, ...options }: { scale: number; seed: number; json?: string }): Promise<void> {
  const report = await playRound({ ...options, say })
  tell(report, roundTable(report), report.failures.length === 0, json)
}

async function runCity({ json, ...options }: Omit<FullCityOptions, 'say'> & { json?: string }): Promise<void> {
  const report = await buildFullCity({ ...options, say })
  tell(report, fullCityText(report, options.data), true, json)
}

async function runScale({ json, page, ...options }: Omit<ScaleOptions, 'say'> & { json: string; page: string }): Promise<void> {
  const row = await measureScale({ ...options, say })
  appendFileSync(json, `${JSON.stringify(row)}\n`)
  const rows = readFileSync(json, 'utf8').trim().split('\n')
  const written = withTables(
    readFileSync(page, 'utf8'),
    rows.map((line) => JSON.parse(line) as ScaleRow),
  )
  writeFileSync(page, written)
  say(`${scaleTables([row])}\n\nAdded to ${json}, and ${page} is written anew.`)
}

async function runCheck(files: readonly string[]): Promise<void> {
  const { counts, faultCounts, faults } = await checkHistoryFiles(files)
  say(JSON.stringify({ counts, faultCounts }, null, 2))
  for (const { fault, about, detail } of faults) say(`${fault} ${about}: ${detail}`)
  process.exitCode = faults.length === 0 ? 0 : 1
}

function scaleOf(text: string): number {
  const scale = Number(text)
  if (scale > 0 && scale <= 1) return scale
  throw new InvalidArgumentError('It must be a number above 0, and 1 at most.')
}

function whole(min: number, max: number): (text: string) => number {
  return (text) => {
    const count = Number(text)
    if (Number.isInteger(count) && count >= min && count <= max) return count
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`)
  }
}

const seedOption = ['--seed <number>', 'the same seed plans the same day', whole(0, 0xffff_ffff), 1] as const
const jsonOption = ['--json <file>', 'also write the report as JSON'] as const

const program = new Command('sim').description('Simulates a city around a real server')
program
  .command('day')
  .description('one small day: register, declare, sample, report, release, check at gates')
  .option('--residents <number>', 'how many residents', whole(1, 5_000), 30)
  .option(...jsonOption)
  .action(runDay)
program
  .command('exactly-once')
  .description('many desks, and everything fails again and again: what they recorded must be on the server exactly once')
  .option('--devices <number>', 'how many desks', whole(2, 1_000), 200)
  .option('--samples <number>', 'how many samples in all', whole(100, 1_000_000), 50_000)
  .option(...seedOption)
  .option('--history <folder>', 'leave there what the desks did and what the server holds, for sim check')
  .option(...jsonOption)
  .action(runExactlyOnce)
program
  .command('round')
  .description(
    'the reference round in small, with one in a hundred of everything that makes swabs vanish: all must be listed, and nothing else',
  )
  .option('--scale <number>', 'part of 12,317,000 residents and 11,669 desks', scaleOf, 0.01)
  .option(...seedOption)
  .option(...jsonOption)
  .action(runRound)
program
  .command('city')
  .description('a whole city in the database of a server that stays: districts, streets, households, workplaces, phones')
  .option('--residents <number>', 'how many residents', whole(1, 20_000_000), 12_952_907)
  .option('--seed <number>', 'the same seed makes the same people', whole(0, 0xffff_ffff), 1)
  .option('--known <number>', 'of so many people with phones, tell who they are, with keys and passes', whole(0, 1_000_000), 1_000)
  .option('--known-out <file>', 'there, one a line as JSON: a secret')
  .option('--sites <number>', 'also so many sampling sites', whole(0, 20_000), 0)
  .option('--desks <number>', 'also so many desks enrolled at them', whole(0, 50_000), 0)
  .option('--desks-out <file>', 'the desks, one a line as JSON, with their keys: a secret')
  .addOption(
    new Option('--data <folder>', 'the server’s folder of keys, files and its own database').env('EVERGATE_DATA').default('./.evergate'),
  )
  .addOption(new Option('--database-url <url>', 'an external PostgreSQL instead of the server’s own').env('DATABASE_URL'))
  .option(...jsonOption)
  .action(runCity)
program
  .command('scale')
  .description('measures what a resident costs in a city of one size, adds a row to a file and writes the tables of docs/scale.md anew')
  .requiredOption('--data <folder>', 'a folder for the city; it must not hold one, and it stays')
  .option('--residents <number>', 'how many residents', whole(1_000, 20_000_000), 130_000)
  .option(...seedOption)
  .option('--json <file>', 'the measured rows, one a line', 'docs/reference/scale.jsonl')
  .option('--page <file>', 'the page with the tables', 'docs/scale.md')
  .action(runScale)
program
  .command('check')
  .description('judges a history: what desks did against what a server holds, one event a line as JSON')
  .argument('<files...>', 'files with the events, in any order')
  .action(runCheck)

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`The simulation could not be played: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
