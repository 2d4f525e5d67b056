// What a person at the desk means for the open tube. Pure: the caller writes the record when this says so.
import type { TubeState } from '@evergate/pass/sampling'
import type { DeskState, Found } from './desk-state.ts'

export type SwabDecision =
  | { readonly outcome: 'add' }
  | { readonly outcome: 'in_tube' }
  | { readonly outcome: 'in_round'; readonly found: Found }
  | { readonly outcome: 'refused'; readonly reason: 'no_tube' | 'tube_closed' | 'tube_full' }

/** Where a tube has no round, "already sampled" means within this time. */
const SAME_SHIFT_MS = 12 * 3_600_000

export interface SwabQuestion {
  readonly tube: TubeState | null
  readonly subjectKey: string | null
  readonly nowMs: number
  /** The sampler saw "already sampled this round" and wants it all the same: a re-sampling, for one. */
  readonly insisted: boolean
}

export function decideSwab(state: DeskState, { tube, subjectKey, nowMs, insisted }: SwabQuestion): SwabDecision {
  if (tube === null || tube.openedAtMs === null) return { outcome: 'refused', reason: 'no_tube' }
  const found = subjectKey === null ? [] : state.find(subjectKey)
  // A repeated scan is not an error, not even when the tube has become full or was closed meanwhile.
  if (found.some((each) => each.tube.tubeCode === tube.tubeCode)) return { outcome: 'in_tube' }
  const earlier = found.find((each) => isSameRound(each, tube, nowMs))
  if (earlier !== undefined && !insisted) return { outcome: 'in_round', found: earlier }
  if (tube.closedAtMs !== null) return { outcome: 'refused', reason: 'tube_closed' }
  if (tube.swabs.length >= tube.swabsMax) return { outcome: 'refused', reason: 'tube_full' }
  return { outcome: 'add' }
}

function isSameRound({ tube, atMs }: Found, wanted: TubeState, nowMs: number): boolean {
  return wanted.roundId === null ? nowMs - atMs < SAME_SHIFT_MS : tube.roundId === wanted.roundId
}
