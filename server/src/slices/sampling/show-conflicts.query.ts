/**
 * Conflicts as staff see them: names masked, and who looked is on the trail.
 */
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { recordAudit } from '../audit/index.ts'
import { readSiteNames } from '../places/index.ts'
import { readResidentCards } from '../residents/index.ts'
import { readScannerLabels } from '../staff/index.ts'
import type { ConflictDetail, ConflictId, Conflicts, ListConflicts } from './conflict.schema.ts'
import { type Conflict, readConflict, readConflicts } from './conflicts.query.ts'
import { cursorOf, readCursor } from './cursor.ts'
import { readSwabsOfTubes, type Swab } from './samples.query.ts'

const pageRows = 50
const nil = '00000000-0000-0000-0000-000000000000'

export async function listConflicts(ctx: Ctx, input: Static<typeof ListConflicts>): Promise<Result<Static<typeof Conflicts>, never>> {
  const { state = 'open', code, cursor } = input
  const after = readCursor(cursor)
  const found = await readConflicts(ctx.db.read, {
    state,
    limit: pageRows,
    ...(code === undefined ? {} : { code }),
    ...(after === undefined ? {} : { after: { at: after.at, conflictId: after.id } }),
  })
  await recordAudit(ctx.db.read, ctx, { action: 'sampling.list_conflicts', subject: nil, detail: { state, rows: found.length } })
  const nextCursor = cursorOf(
    found.map(({ at, conflictId }) => ({ at, id: conflictId })),
    pageRows,
  )
  return accept({ conflicts: await describe(ctx, found), nextCursor })
}

export async function showConflict(
  ctx: Ctx,
  { conflictId }: Static<typeof ConflictId>,
): Promise<Result<Static<typeof ConflictDetail>, { code: 'sampling.conflict_not_found' }>> {
  const conflict = await readConflict(ctx.db.read, conflictId)
  if (conflict === undefined) return refuse({ code: 'sampling.conflict_not_found' })
  await recordAudit(ctx.db.read, ctx, { action: 'sampling.read_conflict', subject: conflictId })
  const [described] = await describe(ctx, [conflict])
  return accept({ ...described!, swabs: await describeSwabs(ctx, await readSwabsBehind(ctx.db.read, conflict)) })
}

/** The swabs a person decides about: all of its tube, and those of other tubes that it names. */
export async function readSwabsBehind(db: Queryable, { tubeCode, recordIds, residentIds }: Conflict): Promise<Swab[]> {
  const { rows } = await sql<{ tube_code: string }>`
    select tube_code from sampling.sample_of_resident where resident_id = any(${residentIds}::uuid[]) and sample_id = any(${recordIds}::uuid[])`.execute(
    db,
  )
  const others = rows.map((row) => row.tube_code).filter((code) => code !== tubeCode)
  const own = tubeCode === null ? [] : [tubeCode]
  const swabs = await readSwabsOfTubes(db, [...new Set([...own, ...others])])
  const named = new Set(recordIds)
  const aboutPeople = others.length > 0
  return swabs
    .filter((swab) => named.has(swab.sampleId) || (!aboutPeople && swab.tubeCode === tubeCode))
    .toSorted((a, b) => a.sampledAt.getTime() - b.sampledAt.getTime() || (a.sampleId < b.sampleId ? -1 : 1))
}

async function describe(ctx: Ctx, found: readonly Conflict[]): Promise<Static<typeof Conflicts>['conflicts']> {
  const sites = await readSiteNames(
    ctx.db.read,
    found.flatMap(({ siteId }) => siteId ?? []),
  )
  const names = await readNames(
    ctx,
    found.flatMap(({ residentIds }) => residentIds),
  )
  return found.map(({ recordIds: _records, residentIds, at, ...one }) => ({
    ...one,
    deviceIds: [...one.deviceIds],
    siteName: one.siteId === null ? null : (sites.get(one.siteId) ?? null),
    residents: residentIds.map((residentId) => ({ residentId, nameMasked: names.get(residentId) ?? '' })),
    at: at.toISOString(),
  }))
}

async function describeSwabs(ctx: Ctx, swabs: readonly Swab[]): Promise<Static<typeof ConflictDetail>['swabs']> {
  const names = await readNames(
    ctx,
    swabs.map(({ residentId }) => residentId),
  )
  const sites = await readSiteNames(
    ctx.db.read,
    swabs.map(({ siteId }) => siteId),
  )
  const labels = await readScannerLabels(ctx.db.read)
  return swabs.map(({ sampleId, tubeCode, residentId, sampledAt, siteId, deviceId, removed }) => ({
    swabId: sampleId,
    tubeCode,
    nameMasked: names.get(residentId) ?? null,
    at: sampledAt.toISOString(),
    siteName: sites.get(siteId) ?? null,
    deviceLabel: deviceId === null ? null : (labels.get(deviceId)?.label ?? null),
    removed,
  }))
}

async function readNames(ctx: Ctx, residentIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const cards = await readResidentCards(ctx.db.read, ctx.vault, [...new Set(residentIds)])
  return new Map(cards.map(({ residentId, nameMasked }) => [residentId, nameMasked]))
}
