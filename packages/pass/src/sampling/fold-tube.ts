/**
 * A tube is what its records add up to. Pure, and the same for every order of arrival, every repetition and every split over devices; the desk folds what
 * it knows, the server what has reached it. A person is never dropped: what should not have happened counts, and is named as a conflict.
 */
import { inOrder, type TubeEntry } from './fold-order.ts'
import { type Pool, type RecordKind, type RecordOf, swabsMaxOf } from './record.ts'

/** What about a tube a person has to look at. `opened_twice`: two desks of one site share it. `number_reused`: another site, or opened again after it was closed; where that mixed up swabs, a person says whose the results are. */
export type TubeConflictCode =
  | 'opened_twice'
  | 'number_reused'
  | 'pool_differs'
  | 'tube_overfull'
  | 'swab_after_close'
  | 'swab_unknown'
  | 'never_opened'
  | 'boxed_twice'

/** A conflict with the records and devices it rests on, both sorted. */
export interface TubeConflict {
  readonly code: TubeConflictCode
  readonly recordIds: readonly string[]
  readonly deviceIds: readonly string[]
}

/** One person's swab in a tube: the first of the scans that speak of them. */
export interface TubeSwab {
  readonly swabId: string
  readonly subjectKey: string | null
  readonly atMs: number
  readonly deviceId: string
  readonly siteId: string
}

/** A tube as far as its records are known. Times in ms since 1970. */
export interface TubeState {
  readonly tubeCode: string
  readonly pool: Pool | null
  readonly swabsMax: number
  readonly siteId: string | null
  readonly roundId: string | null
  readonly openedAtMs: number | null
  readonly openedBy: string | null
  readonly swabs: readonly TubeSwab[]
  /** Ids of swabs that were undone, moved away or voided, sorted. */
  readonly removed: readonly string[]
  readonly closedAtMs: number | null
  readonly swabsCounted: number | null
  readonly boxCode: string | null
  readonly boxedAtMs: number | null
  /** Swabs of two tubes may go by this number: taken at different sites, or after the tube was opened once more. */
  readonly mixed: boolean
  readonly conflicts: readonly TubeConflict[]
}

type Entry<Kind extends RecordKind> = TubeEntry & { readonly record: RecordOf<Kind> }

/** Adds up the records of one tube; those of another tube or of a box alone are left out. */
export function foldTube(tubeCode: string, entries: readonly TubeEntry[]): TubeState {
  const own = inOrder(entries.filter(({ record }) => 'tubeCode' in record && record.tubeCode === tubeCode))
  const opens = ofKind(own, 'open_tube')
  const closes = ofKind(own, 'close_tube')
  const first = opens[0]
  const closedAt = closes[0]
  const { members, removed, unknown } = readSwabs(own)
  const box = readBoxing(own)
  const pool = first?.record.pool ?? null
  const swabsMax = pool === null ? Math.max(...Object.values(swabsMaxOf)) : swabsMaxOf[pool]
  const siteId = first?.record.siteId ?? own[0]?.record.siteId ?? null
  const late = new Set(closedAt === undefined ? [] : own.slice(own.indexOf(closedAt) + 1))
  const reopened = opens.find((entry) => late.has(entry))
  return {
    tubeCode,
    pool,
    swabsMax,
    siteId,
    roundId: first?.record.roundId ?? null,
    openedAtMs: first?.atMs ?? null,
    openedBy: first?.deviceId ?? null,
    swabs: members.map(({ record, subjectKey, atMs, deviceId }) => ({
      swabId: record.recordId,
      subjectKey,
      atMs,
      deviceId,
      siteId: record.siteId,
    })),
    removed,
    closedAtMs: closedAt?.atMs ?? null,
    swabsCounted: closes.filter(({ record }) => record.swabsCounted !== null).at(-1)?.record.swabsCounted ?? null,
    boxCode: box.boxCode,
    boxedAtMs: box.boxedAtMs,
    mixed:
      new Set(members.map(({ record }) => record.siteId)).size > 1 ||
      (reopened !== undefined && members.some((entry) => own.indexOf(entry) > own.indexOf(reopened))),
    conflicts: [
      ...conflict('boxed_twice', box.twice),
      ...conflict('never_opened', first === undefined ? own : []),
      ...conflict('number_reused', [
        ...opens.filter((entry) => late.has(entry)),
        ...own.filter(({ record }) => record.siteId !== siteId && isDeskWork(record.kind)),
      ]),
      ...conflict('opened_twice', opens.some(({ deviceId }) => deviceId !== first?.deviceId) ? opens : []),
      ...conflict('pool_differs', opens.some(({ record }) => record.pool !== pool) ? opens : []),
      ...conflict(
        'swab_after_close',
        members.filter((entry) => late.has(entry)),
      ),
      ...conflict('swab_unknown', unknown),
      ...conflict('tube_overfull', members.slice(swabsMax)),
    ],
  }
}

/** Boxing may happen elsewhere (a street's sites share a courier point); filling a tube may not. */
function isDeskWork(kind: RecordKind): boolean {
  return kind === 'open_tube' || kind === 'add_swab' || kind === 'close_tube'
}

/** Who is in the tube: everybody with a scan that was not taken back, once. */
function readSwabs(own: readonly TubeEntry[]): {
  readonly members: readonly Entry<'add_swab'>[]
  readonly removed: readonly string[]
  readonly unknown: readonly TubeEntry[]
} {
  const adds = ofKind(own, 'add_swab')
  const added = new Set(adds.map(({ record }) => record.recordId))
  const undone = [...ofKind(own, 'remove_swab'), ...ofKind(own, 'void_swab')]
  const removedIds = new Set(undone.map(({ record }) => record.swabId))
  const members = new Map<string, Entry<'add_swab'>>()
  for (const entry of adds) {
    const person = entry.subjectKey ?? `swab ${entry.record.recordId}`
    if (!removedIds.has(entry.record.recordId) && !members.has(person)) members.set(person, entry)
  }
  return {
    members: [...members.values()],
    removed: [...removedIds].filter((id) => added.has(id)).sort(),
    unknown: undone.filter(({ record }) => !added.has(record.swabId)),
  }
}

/** Where the tube was put last; `twice` where it was put into a second box without being taken out of the first. */
function readBoxing(own: readonly TubeEntry[]): { boxCode: string | null; boxedAtMs: number | null; twice: readonly TubeEntry[] } {
  let current = null as Entry<'box_tube'> | null
  const twice = new Set<TubeEntry>()
  for (const entry of own) {
    const { record } = entry
    if (record.kind === 'unbox_tube' && current?.record.boxCode === record.boxCode) current = null
    if (record.kind !== 'box_tube' || current?.record.boxCode === record.boxCode) continue
    if (current !== null) twice.add(current).add(entry)
    current = entry as Entry<'box_tube'>
  }
  return { boxCode: current?.record.boxCode ?? null, boxedAtMs: current?.atMs ?? null, twice: [...twice] }
}

function conflict(code: TubeConflictCode, entries: readonly TubeEntry[]): TubeConflict[] {
  if (entries.length === 0) return []
  const recordIds = [...new Set(entries.map(({ record }) => record.recordId))].sort()
  return [{ code, recordIds, deviceIds: [...new Set(entries.map(({ deviceId }) => deviceId))].sort() }]
}

function ofKind<Kind extends RecordKind>(entries: readonly TubeEntry[], kind: Kind): readonly Entry<Kind>[] {
  return entries.filter((entry): entry is Entry<Kind> => entry.record.kind === kind)
}
