/**
 * Puts the slice together: region, permutations, publisher, materialiser, routes.
 */
import { join } from 'node:path'
import { epochAt } from '@evergate/pass'
import { monotonicMs } from '../../platform/clock.ts'
import type { Ground } from '../../platform/context.ts'
import type { Loop } from '../../platform/loops.ts'
import type { Slice } from '../../platform/slice.ts'
import { holderConsumers } from './holders.consumer.ts'
import { deleteOldShards } from './live-shards.command.ts'
import { createMaterialiser } from './materialise.job.ts'
import { passRoutes } from './passes.route.ts'
import type { PassesOptions } from './passes-options.ts'
import { createPublisher } from './publisher.job.ts'
import { createPace } from './publishing-pace.ts'
import { calendarOf, listFamilies, type Region, seconds } from './region.ts'
import { sweepPublicFolder } from './sweep-public-folder.job.ts'
import { keepTrust } from './trust.command.ts'

export interface PassesSetUp {
  readonly region: Region
  readonly keysFolder: string
  readonly publicFolder: string
}

const publishEveryMs = 250
const materialiseEveryMs = 200
const indexRenewMs = 20_000

/** The slice. */
export function passesSlice(options: PassesOptions, setUp: PassesSetUp): Slice {
  return { name: 'passes', routes: passRoutes(options), consumers: holderConsumers, loops: (ground) => passLoops(ground, options, setUp) }
}

function passLoops(ground: Ground, options: PassesOptions, { region, keysFolder, publicFolder }: PassesSetUp): Loop[] {
  const publisher = createPublisher(ground, { ...options, indexRenewMs })
  return [
    {
      name: 'passes.keep-trust',
      everyMs: 60_000,
      whilePaused: true,
      run: () => keepTrust(ground, { region, keysFolder, stay: true }),
    },
    { name: 'passes.publish', everyMs: publishEveryMs, whilePaused: true, run: createPace(monotonicMs, publisher.tick) },
    { name: 'passes.delete-old-shards', everyMs: 60_000, run: () => deleteEnded(ground, region) },
    ...publicFolderLoops(ground, { iss: region.iss, publicFolder }),
  ]
}

/** Keeps a folder like the published files; each program has its own. Needs no key. */
export function publicFolderLoops(ground: Ground, { iss, publicFolder }: { readonly iss: string; readonly publicFolder: string }): Loop[] {
  const materialiser = createMaterialiser(ground, publicFolder)
  return [
    { name: 'passes.materialise', everyMs: materialiseEveryMs, whilePaused: true, ownFolder: true, run: () => materialiser.run() },
    {
      name: 'passes.sweep-public-folder',
      everyMs: 60_000,
      ownFolder: true,
      run: () => sweepPublicFolder(ground, join(publicFolder, iss, 'status'), publicFolder),
    },
  ]
}

async function deleteEnded(ground: Ground, region: Region): Promise<number> {
  const now = ground.clock.now()
  const livesFrom = new Map(listFamilies.map(({ family, kind }) => [family, epochAt(calendarOf(region, kind), seconds(now)) - 1]))
  await deleteOldShards(ground.db.read, livesFrom, now)
  return 0
}
