/**
 * A box is what the records about it add up to; which tubes are in it, the tubes know (fold-tube.ts). Pure.
 */
import { inOrder, type TubeEntry } from './fold-order.ts'

/** A box as far as its records are known. Times in ms since 1970. */
export interface BoxState {
  readonly boxCode: string
  readonly siteId: string | null
  /** Tubes that were put into it and not taken out, sorted. */
  readonly tubeCodes: readonly string[]
  readonly closedAtMs: number | null
  readonly tubesCounted: number | null
  readonly handedOverAtMs: number | null
  readonly courier: string | null
  readonly deviceIds: readonly string[]
}

/** Adds up the records of one box; those of other boxes are left out. The first closing and the first hand-over count, the last count of tubes. */
export function foldBox(boxCode: string, entries: readonly TubeEntry[]): BoxState {
  const own = inOrder(entries.filter(({ record }) => 'boxCode' in record && record.boxCode === boxCode))
  const inside = new Set<string>()
  let closedAtMs: number | null = null
  let tubesCounted: number | null = null
  let handedOverAtMs: number | null = null
  let courier: string | null = null
  for (const { record, atMs } of own) {
    if (record.kind === 'box_tube') inside.add(record.tubeCode)
    if (record.kind === 'unbox_tube') inside.delete(record.tubeCode)
    if (record.kind === 'close_box') {
      closedAtMs ??= atMs
      tubesCounted = record.tubesCounted ?? tubesCounted
    }
    if (record.kind === 'hand_over' && handedOverAtMs === null) {
      handedOverAtMs = atMs
      courier = record.courier
    }
  }
  return {
    boxCode,
    siteId: own[0]?.record.siteId ?? null,
    tubeCodes: [...inside].sort(),
    closedAtMs,
    tubesCounted,
    handedOverAtMs,
    courier,
    deviceIds: [...new Set(own.map(({ deviceId }) => deviceId))].sort(),
  }
}
