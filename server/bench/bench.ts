/**
 * `npm run bench [-- --json FILE] [--only a,b] [--residents N] [--data FOLDER]`: measures every figure of figures/ beside its limit or peer, prints a
 * table, and writes the rows as a JSON array. Ends with 1 where a bar is missed or a figure could not be measured.
 */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { monotonicMs } from '../src/platform/clock.ts'
import { type Figure, judge, type Row } from './figure.ts'
import { createWorld } from './world.ts'

interface Options {
  readonly json?: string
  readonly only?: string
  readonly residents: number
  readonly data?: string
}

const command = new Command('bench')
  .description('Measures Evergate beside its physical limits and its peers')
  .option('--json <file>', 'also write the rows as JSON')
  .option('--only <names>', 'figures to measure, with commas')
  .option('--residents <number>', 'size of the city', residentsOf, 20_000)
  .option('--data <folder>', 'a city that is there already, of so many residents; it is left there')
  .parse()
const options = command.opts<Options>()

function residentsOf(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1_000 || value > 100_000_000)
    throw new InvalidArgumentError('It must be a whole number from 1000 to 100000000.')
  return value
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

async function loadFigures(): Promise<Figure[]> {
  const folder = join(import.meta.dirname, 'figures')
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .toSorted()
  const loaded = await Promise.all(names.map((name) => import(join(folder, name)) as Promise<{ figures?: readonly Figure[] }>))
  const all = loaded.flatMap(({ figures }) => figures ?? [])
  const wanted = options.only?.split(',')
  const unknown = wanted?.filter((name) => !all.some((figure) => figure.name === name)) ?? []
  if (unknown.length > 0) command.error(`There is no figure ${unknown.join(', ')}. There are: ${all.map(({ name }) => name).join(', ')}.`)
  return all.filter(({ name }) => wanted?.includes(name) ?? true)
}

function lineOf(row: Row): string {
  const beside = row.beside === null ? '' : `   beside ${row.beside}: ${row.besideValue}   ratio ${row.ratio}`
  const bar = row.bar === null ? '' : `   ${row.holds ? 'holds' : 'MISSED'} ${row.bar}`
  return `${row.figure}: ${row.value} ${row.unit}${beside}${bar}\n`
}

const rows: Row[] = []
let failed = 0
const { world, close } = createWorld({ residents: options.residents, dataFolder: options.data, say })
try {
  for (const figure of await loadFigures()) {
    const startedMs = monotonicMs()
    try {
      for (const measurement of await figure.measure(world)) {
        const row = judge(measurement)
        rows.push(row)
        process.stdout.write(lineOf(row))
      }
    } catch (error) {
      failed += 1
      say(`${figure.name} could not be measured: ${error instanceof Error ? error.stack : String(error)}`)
    }
    say(`${figure.name}: measured in ${((monotonicMs() - startedMs) / 1000).toFixed(0)} s`)
    if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(rows, null, 2)}\n`)
  }
} finally {
  await close()
}
process.exitCode = failed > 0 || rows.some(({ holds }) => holds === false) ? 1 : 0
