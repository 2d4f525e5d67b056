/**
 * Recomputes every colour from its evidence and compares the bytes: `… server/src/tools/recompute.ts [--data FOLDER | --database-url URL]`.
 * Prints `N residents, M differ`, and ends with 1 where any differs. Changes nothing.
 */
import { readConfig } from '../config.ts'
import { openDatabase } from '../open-database.ts'
import { createDatabase } from '../platform/db/database.ts'
import { recomputeAll } from '../slices/decisions/index.ts'

const tellEvery = 100_000
const statementTimeoutMs = 120_000

const config = readConfig(process.argv.slice(2), process.env)
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const opened = await openDatabase(config, say, (error) => say(error.message))
const database = createDatabase({ url: opened.url, name: 'recompute', connectionsMax: 2, statementTimeoutMs })
try {
  const { residents, differing, differingCount } = await recomputeAll(database, (done) => {
    if (done % tellEvery === 0) say(`${done} residents so far`)
  })
  process.stdout.write(`${residents} residents, ${differingCount} differ\n`)
  for (const residentId of differing) process.stdout.write(`${residentId}\n`)
  process.exitCode = differingCount === 0 ? 0 : 1
} finally {
  await database.close()
  await opened.stop()
}
