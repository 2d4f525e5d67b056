/**
 * The simulator's command line. `npm run sim -- day --residents 30 [--json FILE]` plays one day against a fresh server on temporary data,
 * prints what was counted and measured, and ends with 1 where anything is not as it must be.
 */
import { writeFileSync } from 'node:fs'
import { Command, InvalidArgumentError } from 'commander'
import { openCity } from './city.ts'
import { playDay } from './day.ts'
import { dayTable } from './day-table.ts'

const residentsMax = 5_000
/** All phones of a simulated day come from one address; a real city's do not. */
const flags = ['--requests-per-minute', '1000000']

const say = (line: string): void => void process.stdout.write(`${line}\n`)

async function runDay({ residents, json }: { residents: number; json?: string }): Promise<void> {
  const city = await openCity({ flags, say })
  try {
    const report = await playDay(city, residents, say)
    say(`\n${dayTable(report)}`)
    if (json !== undefined) writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`)
    process.exitCode = report.failures.length === 0 ? 0 : 1
  } finally {
    await city.end()
  }
}

function residentsOf(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= residentsMax) return count
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${residentsMax}.`)
}

const program = new Command('sim').description('Simulates a city around a real server')
program
  .command('day')
  .description('one small day: register, declare, sample, report, release, check at gates')
  .option('--residents <number>', 'how many residents', residentsOf, 30)
  .option('--json <file>', 'also write the report as JSON')
  .action(runDay)

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`The day could not be played: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
