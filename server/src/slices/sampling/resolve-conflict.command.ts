/**
 * A person settles a conflict: it may stand as it is, or swabs are taken out of their tubes by records that the server writes into the journal. Either way the
 * tube is folded again, so that what waited for this decision goes on.
 */
import type { DeskRecord } from '@evergate/pass/sampling'
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { emit } from '../../platform/outbox/emit.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { audited } from '../audit/index.ts'
import { insertRecords } from './append-records.command.ts'
import { applyTubes } from './apply-tubes.command.ts'
import { claimIds, fingerprintOf } from './claims.command.ts'
import type { ResolveConflict } from './conflict.schema.ts'
import { type Conflict, readConflict } from './conflicts.query.ts'
import type { Swab } from './samples.query.ts'
import { readSwabsBehind } from './show-conflicts.query.ts'

export type ResolveRefusal =
  | { readonly code: 'sampling.conflict_not_found' }
  | { readonly code: 'sampling.conflict_resolved' }
  | { readonly code: 'sampling.swabs_not_named' }
  | { readonly code: 'sampling.swab_not_in_conflict'; readonly swabId: string }

type Input = Static<typeof ResolveConflict>

export async function resolveConflict(ctx: Ctx, input: Input): Promise<Result<undefined, ResolveRefusal>> {
  const { conflictId, resolution, note, swabIds = [] } = input
  const act = { action: 'sampling.resolve_conflict', subject: conflictId, purpose: note, detail: { resolution, swabIds } }
  return audited(ctx, act, async (tx): Promise<Result<undefined, ResolveRefusal>> => {
    const conflict = await lockConflict(tx, conflictId)
    if (conflict === undefined) return refuse({ code: 'sampling.conflict_not_found' })
    if (conflict.state === 'resolved') return refuse({ code: 'sampling.conflict_resolved' })
    if ((resolution === 'void_swabs') !== swabIds.length > 0) return refuse({ code: 'sampling.swabs_not_named' })
    const behind = new Map((await readSwabsBehind(tx, conflict)).map((swab) => [swab.sampleId, swab]))
    const stranger = swabIds.find((id) => behind.get(id)?.removed !== false)
    if (stranger !== undefined) return refuse({ code: 'sampling.swab_not_in_conflict', swabId: stranger })
    await sql`
      update sampling.conflict set state = 'resolved', resolution = ${resolution}, note = ${note}, resolved_by = ${ctx.actor.id}, resolved_at = ${ctx.clock.now()}
      where conflict_id = ${conflictId}`.execute(tx)
    const voided = swabIds.map((id) => behind.get(id)!)
    await voidSwabs(tx, ctx, voided, note)
    await applyAgain(tx, conflict, voided)
    return accept(undefined)
  })
}

async function lockConflict(tx: Tx, conflictId: string): Promise<Conflict | undefined> {
  await sql`select from sampling.conflict where conflict_id = ${conflictId} for update`.execute(tx)
  return readConflict(tx, conflictId)
}

async function voidSwabs(tx: Tx, ctx: Ctx, swabs: readonly Swab[], reason: string): Promise<void> {
  const now = ctx.clock.now()
  const arrived = swabs.map(({ sampleId, siteId, tubeCode }) => {
    const recordId = ctx.ids.uuid()
    const record: DeskRecord = {
      recordId,
      sequence: 1,
      at: now.toISOString(),
      siteId,
      kind: 'void_swab',
      tubeCode,
      swabId: sampleId,
      reason,
    }
    return { record, deviceId: ctx.actor.id, clockOffsetMs: null, madeFor: recordId }
  })
  if (arrived.length === 0) return
  await claimIds(
    tx,
    arrived.map(({ record }) => ({
      recordId: record.recordId,
      fingerprint: fingerprintOf(ctx.vault, 'sampling.record', JSON.stringify(record)),
    })),
  )
  await insertRecords(tx, arrived, now)
}

/** Whoever waits for the decision is told, also where nothing about the tube has changed but that. */
async function applyAgain(tx: Tx, { tubeCode }: Conflict, voided: readonly Swab[]): Promise<void> {
  const tubeCodes = [...new Set([...(tubeCode === null ? [] : [tubeCode]), ...voided.map((swab) => swab.tubeCode)])]
  await applyTubes(tx, tubeCodes, new Map())
  if (tubeCodes.length > 0) await emit(tx, 'sampling.tubes_changed', { tubeCodes })
}
