/**
 * What a device may know of its own log: how far it is here, and what somebody has to look at.
 */
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result } from '../../platform/result.ts'
import { readConflicts } from './conflicts.query.ts'
import { readReceived } from './device-row.command.ts'
import type { SyncState } from './sync.schema.ts'

const conflictsShown = 100

export async function readSyncState(ctx: Ctx): Promise<Result<Static<typeof SyncState>, never>> {
  const deviceId = ctx.actor.id
  const received = await readReceived(ctx.db.read, deviceId)
  const conflicts = await readConflicts(ctx.db.read, { state: 'open', deviceId, limit: conflictsShown })
  return accept({
    serverTime: ctx.clock.now().toISOString(),
    ...received,
    gaps: received.gaps.map((gap) => [...gap]),
    conflicts: conflicts.map(({ conflictId, code, tubeCode, at }) => ({ conflictId, code, tubeCode, at: at.toISOString() })),
  })
}
