/**
 * What a testing desk writes down: one immutable record for every tap, made on the device, whether there is a network or not. Types only; how records
 * are sent is docs/spec/sync.md, what they add up to is fold-tube.ts and fold-box.ts.
 */

/** How many people's swabs a tube is meant for. */
export type Pool = 'single' | 'ten' | 'twenty' | 'household'

/** The most swabs a tube of each kind may hold. */
export const swabsMaxOf: Readonly<Record<Pool, number>> = { single: 1, ten: 10, twenty: 20, household: 20 }

/** The documents by which a person can be named at a desk. */
export const deskDocumentKinds = ['resident_id', 'passport', 'hk_macao_permit', 'taiwan_permit'] as const

/** A document as it was typed at the desk. */
export interface DeskDocument {
  readonly kind: (typeof deskDocumentKinds)[number]
  readonly number: string
}

/** Whose swab it is: by the pass they showed (phone or paper, the text of its QR), by a typed document, or by a description where there is neither. */
export type Subject =
  | { readonly pass: string }
  | { readonly document: DeskDocument; readonly name?: string }
  | { readonly provisional: { readonly description: string; readonly name?: string; readonly phone?: string } }

/** What every record has. `at` is the device's own clock (RFC 3339, UTC, milliseconds); `sequence` counts the device's records from 1 without a gap. */
export interface RecordBase {
  /** UUIDv7 (RFC 9562 section 5.7) made by the device; of an `add_swab` it is the sample's id from then on. */
  readonly recordId: string
  readonly sequence: number
  readonly at: string
  readonly siteId: string
}

/** The fields of each kind of record beside those of `RecordBase`. */
export interface RecordFields {
  readonly open_tube: { readonly tubeCode: string; readonly pool: Pool; readonly roundId: string | null }
  readonly add_swab: { readonly tubeCode: string; readonly subject: Subject; readonly movedFrom: string | null }
  /** Undo. A move to another tube is this and an `add_swab` that names the old record in `movedFrom`. */
  readonly remove_swab: { readonly tubeCode: string; readonly swabId: string }
  /** Made by the server alone, when a person has decided that a swab does not count. */
  readonly void_swab: { readonly tubeCode: string; readonly swabId: string; readonly reason: string }
  /** `swabsCounted`: what the sampler counted in the tube; null where nobody counted. */
  readonly close_tube: { readonly tubeCode: string; readonly swabsCounted: number | null }
  readonly box_tube: { readonly boxCode: string; readonly tubeCode: string }
  readonly unbox_tube: { readonly boxCode: string; readonly tubeCode: string }
  readonly close_box: { readonly boxCode: string; readonly tubesCounted: number | null }
  readonly hand_over: { readonly boxCode: string; readonly courier: string }
  /** People waiting at the site, as the sampler sees it. */
  readonly queue_seen: { readonly people: number }
}

/** The name of a kind of record. */
export type RecordKind = keyof RecordFields

/** One record, its fields tied to its kind. */
export type DeskRecord = { [Kind in RecordKind]: RecordBase & { readonly kind: Kind } & RecordFields[Kind] }[RecordKind]

/** A record of one kind. */
export type RecordOf<Kind extends RecordKind> = Extract<DeskRecord, { kind: Kind }>
