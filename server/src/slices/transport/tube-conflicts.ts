/**
 * Where desk and laboratory disagree about a tube. Pure: the same facts give the same conflicts, so one that is no longer given has resolved itself.
 */

export const conflictCodes = ['tube_missing', 'tube_extra', 'received_open', 'tube_claimed_twice'] as const
export type ConflictCode = (typeof conflictCodes)[number]

/** A box as the desk told it; `closed` because an open one may still be told of more tubes. */
export interface PackedBox {
  readonly closed: boolean
  readonly tubeCodes: readonly string[]
}

/** What is known of one tube. */
export interface TubeFacts {
  readonly tubeCode: string
  /** As the desks told it; null while no desk has. */
  readonly desk: { readonly closed: boolean; readonly boxCode: string | null } | null
  /** As the laboratory told it, and the box it was taken out of there. */
  readonly laboratory: { readonly laboratoryId: string; readonly boxCode: string | null; readonly box: PackedBox | null } | null
  readonly claimedTwice: boolean
  /** The laboratory that says it has looked at every tube of the box the desk put this one into. */
  readonly boxCompletedBy: string | null
}

export interface TubeConflict {
  readonly code: ConflictCode
  readonly boxCode: string | null
  readonly laboratoryId: string | null
}

/** All conflicts of a tube. A tube or box that no desk has told of yet is waited for, and is none. */
export function conflictsOfTube({ tubeCode, desk, laboratory, claimedTwice, boxCompletedBy }: TubeFacts): TubeConflict[] {
  if (laboratory === null) {
    const missing = boxCompletedBy !== null && desk !== null
    return missing ? [{ code: 'tube_missing', boxCode: desk.boxCode, laboratoryId: boxCompletedBy }] : []
  }
  const { laboratoryId, boxCode, box } = laboratory
  const conflicts: TubeConflict[] = []
  if (desk !== null && !desk.closed) conflicts.push({ code: 'received_open', boxCode: desk.boxCode, laboratoryId })
  if (box?.closed && !box.tubeCodes.includes(tubeCode)) conflicts.push({ code: 'tube_extra', boxCode, laboratoryId })
  if (claimedTwice) conflicts.push({ code: 'tube_claimed_twice', boxCode, laboratoryId })
  return conflicts
}
