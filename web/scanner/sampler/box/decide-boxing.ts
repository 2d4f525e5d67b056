// May this tube go into this box? Pure: the caller writes the record when this says so.
import type { BoxState, TubeState } from '@evergate/pass/sampling'

export type Boxing =
  /** `known`: opened on this device. Boxes collect tubes of several desks. */
  | { readonly outcome: 'put_in'; readonly known: boolean }
  | { readonly outcome: 'in_box' }
  | { readonly outcome: 'refused'; readonly reason: 'box_tube_open' | 'in_other_box' | 'box_is_closed' }

export function decideBoxing(boxCode: string, box: BoxState | null, tube: TubeState | null): Boxing {
  if (tube?.boxCode === boxCode) return { outcome: 'in_box' }
  if (box !== null && box.closedAtMs !== null) return { outcome: 'refused', reason: 'box_is_closed' }
  if (tube !== null && tube.boxCode !== null) return { outcome: 'refused', reason: 'in_other_box' }
  if (tube !== null && tube.openedAtMs !== null && tube.closedAtMs === null) return { outcome: 'refused', reason: 'box_tube_open' }
  return { outcome: 'put_in', known: tube !== null && tube.openedAtMs !== null }
}
