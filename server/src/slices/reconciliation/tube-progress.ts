/**
 * How far one tube has come, from what everybody says of it. Pure: the same facts give the same row, whatever order they arrived in.
 */

export type Identification = 'phone_pass' | 'paper_pass' | 'document' | 'provisional'

/** A swab as its desk told it. */
export interface SwabFacts {
  readonly sampleId: string
  readonly residentId: string
  readonly sampledAt: Date
  readonly identifiedBy: Identification
  /** Nobody has registered as this person yet. */
  readonly provisional: boolean
  readonly removed: boolean
}

/** What desks, couriers, laboratories and decisions say of one tube; null where they say nothing. */
export interface TubeFacts {
  readonly tubeCode: string
  readonly desk: {
    readonly roundId: string | null
    readonly siteId: string | null
    readonly deviceId: string | null
    readonly openedAt: Date | null
    readonly closedAt: Date | null
    readonly swabsCounted: number | null
    readonly boxCode: string | null
    readonly boxedAt: Date | null
    readonly ambiguous: boolean
  } | null
  readonly swabs: readonly SwabFacts[]
  readonly handedOverAt: Date | null
  readonly boxReceipt: { readonly laboratoryId: string; readonly receivedAt: Date } | null
  readonly accession: {
    readonly laboratoryId: string
    readonly receivedAt: Date
    readonly swabsCounted: number | null
    readonly boxCode: string | null
  } | null
  readonly reported: { readonly laboratoryId: string; readonly testedAt: Date; readonly differing: boolean } | null
  readonly releasedAt: Date | null
  readonly onCode: { readonly appliedAt: Date; readonly swabs: number } | null
}

/** A row of reconciliation.tube_progress, under its column names. */
export interface TubeProgress {
  readonly tube_code: string
  readonly round_id: string | null
  readonly site_id: string | null
  readonly device_id: string | null
  readonly box_code: string | null
  readonly laboratory_id: string | null
  readonly known: boolean
  readonly ambiguous: boolean
  readonly differing: boolean
  readonly swabs: number
  readonly by_phone_pass: number
  readonly by_paper_pass: number
  readonly by_document: number
  readonly by_provisional: number
  readonly counted_desk: number | null
  readonly counted_laboratory: number | null
  readonly opened_at: Date | null
  readonly sampled_at: Date | null
  readonly closed_at: Date | null
  readonly boxed_at: Date | null
  readonly handed_over_at: Date | null
  readonly box_received_at: Date | null
  readonly received_at: Date | null
  readonly tested_at: Date | null
  readonly released_at: Date | null
  readonly on_code_at: Date | null
  readonly on_code_swabs: number
}

/** The row of a tube; undefined where nobody says anything of it (any more). */
export function progressOf(facts: TubeFacts): TubeProgress | undefined {
  const { tubeCode, desk, handedOverAt, boxReceipt, accession, reported, releasedAt, onCode } = facts
  if (desk === null && accession === null && reported === null) return undefined
  const swabs = countedSwabs(facts)
  const known = isKnown(facts)
  const by = (identification: Identification): number => swabs.filter((swab) => swab.identifiedBy === identification).length
  return {
    tube_code: tubeCode,
    round_id: known ? desk!.roundId : null,
    site_id: known ? desk!.siteId : null,
    device_id: known ? desk!.deviceId : null,
    box_code: desk?.boxCode ?? accession?.boxCode ?? null,
    laboratory_id: accession?.laboratoryId ?? reported?.laboratoryId ?? boxReceipt?.laboratoryId ?? null,
    known,
    ambiguous: desk?.ambiguous ?? false,
    differing: reported?.differing ?? false,
    swabs: swabs.length,
    by_phone_pass: by('phone_pass'),
    by_paper_pass: by('paper_pass'),
    by_document: by('document'),
    by_provisional: by('provisional'),
    counted_desk: desk?.swabsCounted ?? null,
    counted_laboratory: accession?.swabsCounted ?? null,
    opened_at: desk?.openedAt ?? null,
    sampled_at: swabs.reduce<Date | null>((first, { sampledAt }) => (first === null || sampledAt < first ? sampledAt : first), null),
    closed_at: desk?.closedAt ?? null,
    boxed_at: desk?.boxedAt ?? null,
    handed_over_at: handedOverAt,
    box_received_at: boxReceipt?.receivedAt ?? null,
    received_at: accession?.receivedAt ?? null,
    tested_at: reported?.testedAt ?? null,
    released_at: releasedAt,
    on_code_at: onCode?.appliedAt ?? null,
    on_code_swabs: onCode?.swabs ?? 0,
  }
}

/** Whether a desk filled it: one that was only put into a box is a number that somebody may have mistaken. */
function isKnown({ desk, swabs }: Pick<TubeFacts, 'desk' | 'swabs'>): boolean {
  return desk !== null && (desk.openedAt !== null || swabs.length > 0)
}

/** The swabs that count. A tube that no desk has told of has none. */
export function countedSwabs({ desk, swabs }: Pick<TubeFacts, 'desk' | 'swabs'>): readonly SwabFacts[] {
  return desk === null ? [] : swabs.filter((swab) => !swab.removed)
}
