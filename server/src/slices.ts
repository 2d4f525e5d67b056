/**
 * Composition root of the slices: which there are, from the ground up, and what is handed to which.
 */
import { join } from 'node:path'
import type { Config } from './config.ts'
import type { Ground } from './platform/context.ts'
import type { Slice } from './platform/slice.ts'
import { auditSlice } from './slices/audit/index.ts'
import { decisionsSlice, publishExampleRuleSets } from './slices/decisions/index.ts'
import { declarationsSlice } from './slices/declarations/index.ts'
import {
  createPassesOptions,
  keepTrust,
  passesSlice,
  type Region,
  readRootKey,
  readRootThumbprint,
  resolvePasses,
} from './slices/passes/index.ts'
import { findSite, findVenue, loadDivisions, placesSlice, regionNames, utcOffsetMinutes } from './slices/places/index.ts'
import { recallsSlice } from './slices/recalls/index.ts'
import { reconciliationSlice } from './slices/reconciliation/index.ts'
import { createSmsFolder, formatOnly, residentsSlice } from './slices/residents/index.ts'
import { resultsSlice } from './slices/results/index.ts'
import { roundsSlice } from './slices/rounds/index.ts'
import { samplingSlice } from './slices/sampling/index.ts'
import { type LadderSource, type SystemSources, situationSlice } from './slices/situation/index.ts'
import { staffSlice } from './slices/staff/index.ts'
import { transportSlice } from './slices/transport/index.ts'

export interface Surroundings {
  readonly config: Config
  readonly ground: Ground
  /** Where signed public files are materialised. */
  readonly publicFolder: string
  readonly system: SystemSources
  readonly ladder: LadderSource
  /** Tells a person something on the console. */
  print(line: string): void
}

/** All slices in the order of the design; a slice uses only those before it. */
export async function assembleSlices({ config, ground, publicFolder, system, ladder, print }: Surroundings): Promise<readonly Slice[]> {
  const region = describeRegion(config)
  const keysFolder = join(config.dataFolder, 'keys')
  const options = createPassesOptions(ground.vault, region)
  await loadDivisions(ground, config.region)
  await publishExampleRuleSets(ground)
  await keepTrust(ground, { region, keysFolder })
  return [
    auditSlice(),
    staffSlice({ rootThumbprint: () => readRootThumbprint(ground), findSite, findVenue }),
    placesSlice({ region: config.region, rootKey: () => readRootKey(ground) }),
    residentsSlice({ sms: createSmsFolder(join(config.dataFolder, 'outbox'), print), realName: formatOnly }),
    declarationsSlice(),
    roundsSlice(),
    samplingSlice({ resolvePasses: (ctx, shown) => resolvePasses(ctx, shown, options) }),
    transportSlice(),
    resultsSlice({ spoolFolder: join(config.dataFolder, 'spool') }),
    decisionsSlice({ utcOffsetHours: utcOffsetMinutes / 60 }),
    recallsSlice(),
    reconciliationSlice(),
    passesSlice(options, { region, keysFolder, publicFolder }),
    situationSlice(system, ladder),
  ]
}

function describeRegion(config: Config): Region {
  return {
    iss: config.region,
    names: regionNames(config.region),
    utcOffsetSeconds: utcOffsetMinutes * 60,
    baseUrl: `${config.origin ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${config.port}`}/public`,
    capacity: config.listCapacity,
  }
}
