/**
 * How long a changed colour takes to the published list while the results of a round come in: from the beginning of the transaction that changed it until
 * the signed files on disk say so, which any web server hands out.
 */
import { join } from 'node:path'
import { createDatabase } from '../../src/platform/db/database.ts'
import { createPassesOptions } from '../../src/slices/passes/index.ts'
import type { Figure, Measurement } from '../figure.ts'
import { appliedRound } from '../round/apply-round.ts'
import { groundOf, regionOf } from '../status-lists/city-lists.ts'
import { watchChanges } from '../status-lists/watch-changes.ts'
import type { World } from '../world.ts'

const secondsMax = 5
const patienceMs = 30_000

export const figures: readonly Figure[] = [{ name: 'colour-to-list', measure: measureChanges }]

async function measureChanges(world: World): Promise<readonly Measurement[]> {
  const city = await world.city()
  const db = createDatabase({ url: city.databaseUrl, name: 'bench', connectionsMax: 2, statementTimeoutMs: 600_000 })
  try {
    const { vault } = await groundOf(city, db)
    let isOver = false
    const watching = watchChanges(
      db.read,
      createPassesOptions(vault, regionOf(city)),
      join(city.dataFolder, 'public'),
      () => isOver,
      patienceMs,
    )
    const round = appliedRound(world).finally(() => {
      isOver = true
    })
    const [{ waitedMs, missing }] = await Promise.all([watching, round])
    if (missing > 0) world.say(`${missing} changes were not on the lists when the watch ended; they count as they stood then.`)
    const sorted = waitedMs.toSorted((a, b) => a - b)
    if (sorted.length === 0) throw new Error('the round changed no colour: run this figure before the others of the round')
    return [
      {
        figure: `changed colour to published list during the load of results, 99 of 100 within (${sorted.length.toLocaleString('en')} changes)`,
        value: sorted[Math.ceil(sorted.length * 0.99) - 1]! / 1000,
        unit: 's',
        bar: { of: 'value', atMost: secondsMax },
      },
    ]
  } finally {
    await db.close()
  }
}
