/**
 * Composition root of the slices: which there are, from the ground up, and what is handed to which.
 */
import type { Config } from './config.ts'
import type { Ground } from './platform/context.ts'
import type { Database } from './platform/db/database.ts'
import type { LoopState } from './platform/loops.ts'
import type { Slice } from './platform/slice.ts'
import { Unavailable } from './platform/unavailable.ts'
import { auditSlice } from './slices/audit/index.ts'
import { findSite, findVenue, loadDivisions, placesSlice } from './slices/places/index.ts'
import { staffSlice } from './slices/staff/index.ts'

export interface Surroundings {
  readonly config: Config
  readonly ground: Ground
  /** Where signed public files are materialised. */
  readonly publicFolder: string
  readonly databases: Readonly<Record<'critical' | 'sheddable' | 'background', Database>>
  readonly startedAt: Date
  readonly version: string
  loopStates(): readonly LoopState[]
  backlogs(): Promise<readonly { consumer: string; behind: number; failed: string | null }[]>
}

/** All slices in the order of the design; a slice uses only those before it. */
export async function assembleSlices({ config, ground }: Surroundings): Promise<readonly Slice[]> {
  const noKeys = () => Promise.reject(new Unavailable('the keys of the region are made by the slice of passes'))
  await loadDivisions(ground, config.region)
  return [
    auditSlice(),
    staffSlice({ rootThumbprint: noKeys, findSite, findVenue }),
    placesSlice({ region: config.region, rootKey: noKeys }),
  ]
}
