/**
 * From a folded tube to the rows that say so: the tube's own, its swabs', its conflicts. Pure; compares with what is known, so that only changes are written.
 */
import type { TubeEntry, TubeState } from '@evergate/pass/sampling'
import { groupBy } from '../../platform/group-by.ts'
import { aboutTube, type ConflictFound } from './conflict.ts'

export type SwabState = 'counted' | 'repeated' | 'removed' | 'voided'

/** A swab whose person is known. */
export interface KnownSwab {
  readonly sampleId: string
  readonly residentId: string
  readonly sampledAt: Date
  readonly siteId: string
  readonly identifiedBy: 'phone_pass' | 'paper_pass' | 'document' | 'provisional'
  readonly streetCode: string | null
  /** As it is written now; null where it is new. */
  readonly state: SwabState | null
  readonly removedAt: Date | null
  readonly roundId: string | null
}

/** A swab as it is to be written. */
export interface SwabRow extends KnownSwab {
  readonly tubeCode: string
  readonly state: SwabState
}

/** A tube as its row says. */
export interface TubeRow {
  readonly tubeCode: string
  readonly openedAt: Date | null
  readonly closedAt: Date | null
  readonly boxedAt: Date | null
  readonly firstSampledAt: Date | null
  readonly pool: string | null
  readonly swabsCounted: number | null
  readonly swabs: number
  readonly siteId: string | null
  readonly deviceId: string | null
  readonly roundId: string | null
  readonly ambiguous: boolean
  readonly boxCode: string | null
}

const dateOf = (ms: number | null): Date | null => (ms === null ? null : new Date(ms))
/** Of any number of times; as arguments of Math.min a hundred thousand would be too many. */
const earliestOf = (times: readonly number[]): number => times.reduce((earliest, ms) => Math.min(earliest, ms), Number.POSITIVE_INFINITY)

/** The tube's row; whether it is ambiguous, its conflicts say. `realDevice`: from the fold's name of a device to its id. */
export function tubeRowOf(state: TubeState, swabs: readonly SwabRow[], ambiguous: boolean, realDevice: (name: string) => string): TubeRow {
  const countedMs = swabs.filter((swab) => swab.state === 'counted').map(({ sampledAt }) => sampledAt.getTime())
  return {
    tubeCode: state.tubeCode,
    openedAt: dateOf(state.openedAtMs),
    closedAt: dateOf(state.closedAtMs),
    boxedAt: dateOf(state.boxedAtMs),
    firstSampledAt: countedMs.length === 0 ? null : new Date(earliestOf(countedMs)),
    pool: state.pool === 'single' && state.swabs.length > 1 ? 'ten' : state.pool, // whose a positive is, nobody can say
    swabsCounted: state.swabsCounted,
    swabs: state.swabs.length,
    siteId: state.siteId,
    deviceId: state.openedBy === null ? null : realDevice(state.openedBy),
    roundId: state.roundId,
    ambiguous,
    boxCode: state.boxCode,
  }
}

/** The swabs as the fold has them. One that was both undone at the desk and voided by staff was undone. */
export function swabRowsOf(state: TubeState, entries: readonly TubeEntry[], known: readonly KnownSwab[]): SwabRow[] {
  const counted = new Set(state.swabs.map(({ swabId }) => swabId))
  const removed = new Set(state.removed)
  const takenOutBy = groupBy(
    entries.filter(({ record }) => 'swabId' in record),
    ({ record }) => ('swabId' in record ? record.swabId : ''),
  )
  return known.map((swab) => {
    const row = { ...swab, tubeCode: state.tubeCode, roundId: state.roundId, removedAt: null }
    if (counted.has(swab.sampleId)) return { ...row, state: 'counted' }
    if (!removed.has(swab.sampleId)) return { ...row, state: 'repeated' }
    const takenOut = takenOutBy.get(swab.sampleId) ?? []
    const undone = takenOut.filter(({ record }) => record.kind === 'remove_swab')
    const deciding = undone.length > 0 ? undone : takenOut
    return {
      ...row,
      state: undone.length > 0 ? 'removed' : 'voided',
      removedAt: new Date(earliestOf(deciding.map(({ atMs }) => atMs))),
    }
  })
}

/** Whether a swab has to be written again. */
export function hasSwabChanged(before: KnownSwab, after: SwabRow): boolean {
  return before.state !== after.state || before.roundId !== after.roundId || before.removedAt?.getTime() !== after.removedAt?.getTime()
}

/** Whether a tube has to be written again. */
export function hasTubeChanged(before: TubeRow, after: TubeRow): boolean {
  return JSON.stringify(before, Object.keys(after).sort()) !== JSON.stringify(after, Object.keys(after).sort())
}

/** The tube's conflicts with the people behind their records. */
export function conflictsOf(
  state: TubeState,
  entries: readonly TubeEntry[],
  known: readonly KnownSwab[],
  realDevice: (name: string) => string,
): ConflictFound[] {
  const atOf = new Map(entries.map(({ record, atMs }) => [record.recordId, atMs]))
  const residentOf = new Map(known.map(({ sampleId, residentId }) => [sampleId, residentId]))
  return state.conflicts.map(({ code, recordIds, deviceIds }) => ({
    about: aboutTube(state.tubeCode),
    code,
    at: new Date(recordIds.reduce((latest, id) => Math.max(latest, atOf.get(id) ?? 0), 0)),
    siteId: state.siteId,
    tubeCode: state.tubeCode,
    deviceIds: [...new Set(deviceIds.map(realDevice))].sort(),
    recordIds,
    residentIds: [...new Set(recordIds.flatMap((id) => residentOf.get(id) ?? []))].sort(),
    detail: null,
  }))
}
