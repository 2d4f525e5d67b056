/**
 * Conflicts as staff see them: names masked, and who looked is on the trail.
 */
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

/** The swabs a person decides about: all of its tube, or where it is about a person in several tubes, that person's. */
export async function readSwabsBehind(db: Queryable, { tubeCode, tubeCodes, recordIds }: Conflict): Promise<Swab[]> {
  const aboutPerson = tubeCodes.length > 0
  const own = tubeCode === null ? [] : [tubeCode]
  const swabs = await readSwabsOfTubes(db, aboutPerson ? tubeCodes : own)
  const named = new Set(recordIds)
  return swabs
    .filter((swab) => !aboutPerson || named.has(swab.sampleId))
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
  return found.map(({ recordIds: _records, tubeCodes: _tubes, residentIds, at, ...one }) => ({
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
