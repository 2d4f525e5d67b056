/**
 * A loaded city as the passes slice sees it: its keys, its region and the places of its lists, for figures that look at them from outside the server.
 */
import { join } from 'node:path'
import { systemClock } from '../../src/platform/clock.ts'
import type { Ground } from '../../src/platform/context.ts'
import { createIds } from '../../src/platform/ids.ts'
import { createLog } from '../../src/platform/log.ts'
import { createVault, loadMasterKey } from '../../src/platform/vault.ts'
import type { Region } from '../../src/slices/passes/index.ts'
import { regionNames, utcOffsetMinutes } from '../../src/slices/places/index.ts'
import type { BenchCity } from '../world.ts'

/** What the slice's parts are handed; `db` is the caller's to close. */
export async function groundOf({ dataFolder }: BenchCity, db: Ground['db']): Promise<Ground> {
  const vault = createVault(await loadMasterKey(join(dataFolder, 'keys', 'master.key')))
  return { db, clock: systemClock, ids: createIds(systemClock), vault, log: createLog('error') }
}

/** The region the city was loaded for. */
export function regionOf({ config }: BenchCity): Region {
  const utcOffsetSeconds = utcOffsetMinutes * 60
  return { iss: config.region, names: regionNames(config.region), utcOffsetSeconds, baseUrl: '', capacity: config.listCapacity }
}
