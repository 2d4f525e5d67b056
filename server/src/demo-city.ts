/**
 * What the first start puts into an empty database, so that the apps can be used at once: staff of a few organisations, sites, laboratories,
 * venues, and a testing round to practise with.
 */
import { systemActor } from './platform/actor.ts'
import { systemCtx } from './platform/context.ts'
import type { RunningServer } from './server.ts'
import { createDemoPlaces } from './slices/places/index.ts'
import { createDemoRound } from './slices/rounds/index.ts'
import { createDemoStaff } from './slices/staff/index.ts'
import type { NewAccount } from './welcome.ts'

/** Makes the demo city where there are no accounts yet; returns the accounts made by this call. */
export async function prepareDemoCity(server: RunningServer): Promise<readonly NewAccount[]> {
  const ctx = systemCtx(server.ground, systemActor('first-start'))
  if (await createDemoPlaces(ctx)) await createDemoRound(ctx)
  return createDemoStaff(ctx)
}
