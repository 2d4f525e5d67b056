/**
 * Folds tubes: locks them in the order of their numbers, reads all their records, writes what they add up to. Repeating it changes nothing, and the order in
 * which records arrived leaves no trace. Statements over whole columns only: a round has a million tubes.
 */
import { foldTube, type TubeEntry } from '@evergate/pass/sampling'
import { sql } from 'kysely'
import type { Queryable, Tx } from '../../platform/db/database.ts'
import { emit } from '../../platform/outbox/emit.ts'
import { aboutSwab, aboutTube, type ConflictFound, conflictIdOf } from './conflict.ts'
import { entryOf, type JournalRow } from './journal-record.ts'
import { settleConflicts } from './settle-conflicts.command.ts'
import type { SubjectResolved } from './subject-resolved.ts'
import {
  conflictsOf,
  hasSwabChanged,
  hasTubeChanged,
  type KnownSwab,
  type SwabRow,
  swabRowsOf,
  type TubeRow,
  tubeRowOf,
} from './tube-rows.ts'
import { deletePending, type TubeSwabs, updateTubes, writeSwabs } from './write-tubes.command.ts'

const eventCodesMax = 500

/** Folds these tubes. `resolved`: people found out since, by record; a swab whose person is still not known is left for later. */
export async function applyTubes(tx: Tx, codes: readonly string[], resolved: ReadonlyMap<string, SubjectResolved>): Promise<void> {
  if (codes.length === 0) return
  const before = await lockTubes(tx, codes.toSorted())
  const folded = [...groupRows(await readRows(tx, codes))].map(([tubeCode, rows]) => foldRows(tubeCode, rows, resolved))
  const swabs = folded.flatMap((one) => one.swabs)
  await deletePending(
    tx,
    swabs.filter(({ isNew }) => isNew).map(({ after }) => after),
  )
  await writeSwabs(
    tx,
    folded.filter(({ swabs: own }) => own.some(isChanged)).map(({ state, swabs: own }) => tubeSwabsOf(state.tubeCode, own)),
  )
  const open = await settleConflicts(
    tx,
    folded.flatMap((one) => one.abouts),
    folded.flatMap((one) => one.conflicts),
  )
  const tubes = folded.map(({ state, swabs: own, realDevice }) => {
    const reused = conflictIdOf({ about: aboutTube(state.tubeCode), code: 'number_reused' })
    const rows = own.map(({ after }) => after)
    return tubeRowOf(state, rows, state.mixed && open.has(reused), realDevice)
  })
  const changed = tubes.filter((tube) => hasTubeChanged(before.get(tube.tubeCode)!, tube))
  await updateTubes(tx, changed)
  const swabsChanged = swabs.filter(isChanged).map(({ after }) => after.tubeCode)
  await emitInParts(tx, 'sampling.tubes_changed', [...new Set([...changed.map(({ tubeCode }) => tubeCode), ...swabsChanged])])
  const boxes = changed.flatMap(({ tubeCode, boxCode }) => {
    const was = before.get(tubeCode)!.boxCode
    return was === boxCode ? [] : [was, boxCode].filter((code) => code !== null)
  })
  await emitBoxes(tx, boxes)
}

function isChanged({ isNew, before, after }: FoldedSwab): boolean {
  return isNew || hasSwabChanged(before, after)
}

function tubeSwabsOf(tubeCode: string, swabs: readonly FoldedSwab[]): TubeSwabs {
  const counted = swabs.filter(({ before }) => before.state === 'counted')
  return { tubeCode, before: counted.map(({ before }) => before), swabs: swabs.map(({ after }) => after) }
}

/** Tells of boxes that changed. */
export async function emitBoxes(tx: Tx, boxCodes: readonly string[]): Promise<void> {
  const codes = [...new Set(boxCodes)]
  for (let at = 0; at < codes.length; at += eventCodesMax)
    await emit(tx, 'sampling.boxes_changed', { boxCodes: codes.slice(at, at + eventCodesMax) })
}

async function emitInParts(tx: Tx, type: 'sampling.tubes_changed', tubeCodes: readonly string[]): Promise<void> {
  for (let at = 0; at < tubeCodes.length; at += eventCodesMax) await emit(tx, type, { tubeCodes: tubeCodes.slice(at, at + eventCodesMax) })
}

/** The row first, its records after, so that two folds of a tube cannot both miss the other's record. Sorted, so that they cannot wait in a circle. */
async function lockTubes(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, TubeRow>> {
  await sql`insert into sampling.tube (tube_code) select unnest(${codes}::text[]) on conflict do nothing`.execute(tx)
  const { rows } = await sql<TubeRow>`
    select tube_code as "tubeCode", opened_at as "openedAt", closed_at as "closedAt", boxed_at as "boxedAt", first_sampled_at as "firstSampledAt", pool, swabs_counted as "swabsCounted", swabs,
      site_id as "siteId", device_id as "deviceId", round_id as "roundId", ambiguous, box_code as "boxCode"
    from sampling.tube where tube_code = any(${codes}::text[]) order by tube_code for update`.execute(tx)
  return new Map(rows.map((row) => [row.tubeCode, row]))
}

interface Row extends JournalRow, Omit<KnownSwab, 'sampleId' | 'residentId'> {
  readonly residentId: string | null
}

/** Each tube's swabs are unfolded once, not once a record. */
async function readRows(db: Queryable, codes: readonly string[]): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    with swab as materialized (select * from sampling.swab where tube_code = any(${codes}::text[]))
    select record.at, sequence, kind, record_id, device_id, record.site_id, container_code, made_for, data, resident_id as "residentId",
      sampled_at as "sampledAt", swab.site_id as "siteId", identified_by as "identifiedBy", street_code as "streetCode", state, removed_at as "removedAt",
      round_id as "roundId"
    from sampling.record left join swab on tube_code = container_code and sample_id = record_id
    where container_code = any(${codes}::text[])`.execute(db)
  return rows
}

function groupRows(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.container_code)
    if (group === undefined) groups.set(row.container_code, [row])
    else group.push(row)
  }
  return groups
}

interface FoldedSwab {
  readonly before: KnownSwab
  readonly after: SwabRow
  readonly isNew: boolean
}

interface Folded {
  readonly state: ReturnType<typeof foldTube>
  readonly swabs: readonly FoldedSwab[]
  readonly abouts: readonly string[]
  readonly conflicts: readonly ConflictFound[]
  realDevice(name: string): string
}

function foldRows(tubeCode: string, rows: readonly Row[], resolved: ReadonlyMap<string, SubjectResolved>): Folded {
  const known = new Map(rows.flatMap((row) => knownSwab(row, resolved.get(row.record_id)) ?? []).map((swab) => [swab.sampleId, swab]))
  const readable = rows.filter((row) => row.kind !== 'add_swab' || known.has(row.record_id))
  const entries = readable.map((row) => entryOf(row, 'tube', known.get(row.record_id)?.residentId ?? null))
  const devices = new Map(entries.map(({ deviceId }, at) => [deviceId, readable[at]!.device_id]))
  const realDevice = (name: string): string => devices.get(name) ?? name
  const state = foldTube(tubeCode, entries)
  const swabs = [...known.values()]
  const after = swabRowsOf(state, entries, swabs)
  const fresh = after.filter((_row, at) => swabs[at]!.state === null)
  const gone = after.filter(({ state: now }) => now === 'removed' || now === 'voided')
  return {
    state,
    swabs: after.map((row, at) => ({ before: swabs[at]!, after: row, isNew: swabs[at]!.state === null })),
    abouts: [aboutTube(tubeCode), ...[...gone, ...fresh].map(({ sampleId }) => aboutSwab(sampleId))],
    conflicts: [
      ...conflictsOf(state, entries, swabs, realDevice),
      ...fresh.flatMap((row) => subjectConflict(row, resolved.get(row.sampleId), entries, realDevice)),
    ],
    realDevice,
  }
}

/** A swab's own conflict is found once, when its person is; one that was taken out needs nobody's eyes. */
function subjectConflict(
  row: SwabRow,
  found: SubjectResolved | undefined,
  entries: readonly TubeEntry[],
  realDevice: (name: string) => string,
): ConflictFound[] {
  if (found === undefined || found.conflict === null || row.state === 'removed' || row.state === 'voided') return []
  const entry = entries.find(({ record }) => record.recordId === row.sampleId)
  return [
    {
      about: aboutSwab(row.sampleId),
      at: row.sampledAt,
      siteId: row.siteId,
      tubeCode: row.tubeCode,
      deviceIds: entry === undefined ? [] : [realDevice(entry.deviceId)],
      recordIds: [row.sampleId],
      residentIds: [row.residentId],
      ...found.conflict,
    },
  ]
}

function knownSwab(row: Row, found: SubjectResolved | undefined): KnownSwab | undefined {
  if (row.kind !== 'add_swab') return undefined
  if (row.residentId !== null) return { ...row, sampleId: row.record_id, residentId: row.residentId }
  if (found === undefined) return undefined
  const sampledAt = found.shownAt !== null && found.shownAt < row.at ? found.shownAt : row.at
  return { ...found.swab, sampledAt, siteId: row.site_id, state: null, removedAt: null, roundId: null }
}
