/**
 * `npm run storm` (docs/how-to/run-a-storm.md): blows the record's mornings over a real server on this machine, and says what held. Ends with 1 where a bar was
 * missed or a control run survived.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { sleep } from '../clock.ts'
import { type ConductOptions, conductStorms, withScene } from './conduct.ts'
import { measureOverload, type OverloadReport } from './overload/overload.ts'
import { allOverloadHeld } from './overload/overload-bars.ts'
import { overloadMarkdown } from './overload/overload-md.ts'
import { overloadPage } from './overload/overload-page.ts'
import { stormPage } from './report/storm-page.ts'
import { scenarios } from './scenario/scenarios.ts'
import { edgeVersion } from './storm-edge.ts'
import { allHeld, type StormReport, stormTable } from './storm-report.ts'

type Report = StormReport | OverloadReport

const names = scenarios.map(({ name }) => name).join(', ')
const say = (line: string): void => void process.stdout.write(`${line}\n`)

interface Flags {
  readonly scenario?: string
  readonly all?: true
  readonly overload?: true
  readonly edge: boolean
  readonly from?: string
  readonly md?: string
  readonly repeats?: number
  readonly capacity?: number
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
  .option('--scenario <name>', `one or more, with commas: ${names}`)
  .option('--all', 'every scenario, with control runs')
  .option('--overload', 'the overload table: 1, 2, 5, 10 and 20 times capacity, beside other protections')
  .option('--from <file>', 'measure nothing: write page and table again from this JSON')
  .option('--seconds <number>', 'length of each storm, or of each point of the table', whole(4, 1_200))
  .option('--capacity <number>', 'intents a second to count as C, instead of measuring it', whole(1, 100_000))
  .option('--repeats <number>', 'of each storm, 1 by default, or of each point of the table, 3 by default', whole(1, 20))
  .option('--quick', 'storms of 25 s: to see that it works, not to measure')
  .option('--no-control', 'without the control run')
  .option('--json <file>', 'write the report with its raw histograms')
  .option('--html <file>', 'write the report as one page')
  .option('--no-edge', 'the overload table without HAProxy before the server')
  .option('--md <file>', 'write the overload table as Markdown')
  .option('--out <folder>', 'write all of that there')
  .option('--residents <number>', 'how many live in the city', whole(500, 1_000_000), 20_000)
  .option('--desks <number>', 'how many desks sample', whole(10, 20_000), 200)
  .option('--seed <number>', 'the same seed blows the same storm', whole(0, 0xffff_ffff), 1)

async function run(flags: Flags): Promise<void> {
  const report = flags.from === undefined ? await measure(flags) : (JSON.parse(readFileSync(flags.from, 'utf8')) as Report)
  const isOverload = report.kind === 'overload'
  const name = isOverload ? 'overload' : 'storms'
  say(`\n${isOverload ? overloadMarkdown(report) : stormTable(report)}`)
  write(flags.json ?? fileIn(flags.out, `${name}.json`), `${JSON.stringify(report)}\n`)
  write(flags.html ?? fileIn(flags.out, `${name}.html`), isOverload ? overloadPage(report) : stormPage(report))
  if (isOverload) write(flags.md ?? fileIn(flags.out, 'overload.md'), overloadMarkdown(report))
  const held = isOverload ? allOverloadHeld(report) : allHeld(report)
  process.exitCode = held ? 0 : 1
}

function measure(flags: Flags): Promise<Report> {
  const quick = flags.quick === true
  const hasEdge = flags.overload === true && flags.edge && edgeVersion() !== undefined
  const options: ConductOptions = { ...flags, hasEdge, capacitySeconds: quick ? 3 : 4, say }
  if (flags.overload === true) {
    const plan = { ...options, seconds: flags.seconds ?? (quick ? 5 : 12), repeats: flags.repeats ?? (quick ? 1 : 3) }
    return withScene(options, (scene) => measureOverload(scene, plan))
  }
  const asked = flags.scenario?.split(',') ?? []
  const wanted = flags.all === true ? scenarios : scenarios.filter(({ name }) => asked.includes(name))
  if (wanted.length === 0) throw new Error(`say --all, --overload, or --scenario with one of: ${names}`)
  const seconds = flags.seconds ?? (quick ? 25 : undefined)
  return conductStorms({
    ...options,
    scenarios: wanted,
    control: flags.control,
    repeats: flags.repeats ?? 1,
    ...(seconds === undefined ? {} : { seconds }),
  })
}

function write(path: string | undefined, text: string): void {
  if (path !== undefined) writeFileSync(path, text)
}

function fileIn(folder: string | undefined, name: string): string | undefined {
  if (folder === undefined) return undefined
  mkdirSync(folder, { recursive: true })
  return join(folder, name)
}

/** Whatever hangs, a storm is over by then: told to stop as by Ctrl-C, so that everything is put away. */
const minutesMax = 60
sleep(minutesMax * 60_000).then(() => process.kill(process.pid, 'SIGTERM'))

run(program.parse().opts<Flags>()).then(
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`The storm could not be played: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  },
)
