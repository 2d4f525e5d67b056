/**
 * Recomputes every row of reconciliation from the other slices and compares: `… server/src/tools/reconcile.ts [--repair] [--data FOLDER | --database-url URL]`.
 * Prints `N tubes, M differ`, and ends with 1 where any differs. Changes nothing, but with `--repair` has the server fold the differing tubes again.
 */
import { readConfig } from '../config.ts'
import { openDatabase } from '../open-database.ts'
import { createDatabase } from '../platform/db/database.ts'
import { checkRows, touchTubes } from '../slices/reconciliation/index.ts'

const tellEvery = 100_000
const shownMax = 100
const statementTimeoutMs = 120_000

const repairing = process.argv.includes('--repair')
const config = readConfig(
  process.argv.slice(2).filter((word) => word !== '--repair'),
  process.env,
)
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const opened = await openDatabase(config, say, (error) => say(error.message))
const database = createDatabase({ url: opened.url, name: 'reconcile', connectionsMax: 2, statementTimeoutMs })
try {
  let told = 0
  const { tubes, differing } = await checkRows(database, (done) => {
    if (done < told + tellEvery) return
    told = done
    say(`${done} tubes so far`)
  })
  process.stdout.write(`${tubes} tubes, ${differing.length} differ\n`)
  for (const tubeCode of differing.slice(0, shownMax)) process.stdout.write(`${tubeCode}\n`)
  if (repairing && differing.length > 0) {
    await database.transaction((tx) => touchTubes(tx, differing))
    say('The server folds them again as soon as it runs.')
  }
  process.exitCode = differing.length === 0 ? 0 : 1
} finally {
  await database.close()
  await opened.stop()
}
