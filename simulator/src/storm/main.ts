/**
 * `npm run storm` (docs/how-to/run-a-storm.md): blows the record's mornings over a real server on this machine, and says what held. Ends with 1 where a bar was
 * missed or a control run survived.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { type ConductOptions, conductStorms } from './conduct.ts'
import { scenarios } from './scenario/scenarios.ts'
import { allHeld, stormTable } from './storm-report.ts'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

interface Flags {
  readonly scenario?: string
  readonly all?: true
  readonly json?: string
  readonly html?: string
  readonly out?: string
  readonly seconds?: number
  readonly quick?: true
  readonly control: boolean
  readonly residents: number
  readonly desks: number
  readonly seed: number
}

function whole(min: number, max: number): (text: string) => number {
  return (text) => {
    const count = Number(text)
    if (Number.isInteger(count) && count >= min && count <= max) return count
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`)
  }
}

const program = new Command('storm')
  .description('Blows a storm over a server on this machine and says what held')
  .option('--scenario <name>', `one of: ${scenarios.map(({ name }) => name).join(', ')}`)
  .option('--all', 'every scenario, with control runs')
  .option('--seconds <number>', 'length of each storm', whole(10, 1_200))
  .option('--quick', 'storms of 25 s: to see that it works, not to measure')
  .option('--no-control', 'without the control run')
  .option('--json <file>', 'write the report with its raw histograms')
  .option('--html <file>', 'write the report as one page')
  .option('--out <folder>', 'write both there')
  .option('--residents <number>', 'how many live in the city', whole(500, 1_000_000), 20_000)
  .option('--desks <number>', 'how many desks sample', whole(10, 20_000), 200)
  .option('--seed <number>', 'the same seed blows the same storm', whole(0, 0xffff_ffff), 1)

async function run(flags: Flags): Promise<void> {
  const quick = flags.quick === true
  const options: ConductOptions = { ...flags, capacitySeconds: quick ? 3 : 4, say }
  const wanted = flags.all === true ? scenarios : scenarios.filter(({ name }) => name === flags.scenario)
  if (wanted.length === 0) throw new Error(`say --all, or --scenario with one of: ${scenarios.map(({ name }) => name).join(', ')}`)
  const seconds = flags.seconds ?? (quick ? 25 : undefined)
  const report = await conductStorms({
    ...options,
    scenarios: wanted,
    control: flags.control,
    ...(seconds === undefined ? {} : { seconds }),
  })
  say(`\n${stormTable(report)}`)
  const json = flags.json ?? fileIn(flags.out, 'storms.json')
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(report)}\n`)
  process.exitCode = allHeld(report) ? 0 : 1
}

function fileIn(folder: string | undefined, name: string): string | undefined {
  if (folder === undefined) return undefined
  mkdirSync(folder, { recursive: true })
  return join(folder, name)
}

run(program.parse().opts<Flags>()).catch((error: unknown) => {
  process.stderr.write(`The storm could not be played: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
