/**
 * What evidence is: one immutable dated fact about a resident, with its source. Types only, with the catalogue of kinds; a kind that is not here
 * (a scan, a visit) is no evidence and cannot reach a colour. Must not decide anything.
 */

/** One evidence row. `observedAt` is an RFC 3339 date-time. `corrects` names the row this one replaces. */
export interface EvidenceRow<Kind extends EvidenceKind = EvidenceKind> {
  readonly evidenceId: string
  readonly kind: Kind
  readonly observedAt: string
  readonly data: EvidenceData[Kind]
  readonly source: string
  readonly corrects?: string | null
}

/** Any evidence row, its `data` tied to its `kind`. */
export type Evidence = { [Kind in EvidenceKind]: EvidenceRow<Kind> }[EvidenceKind]

export type EvidenceKind = keyof EvidenceData

/** The `data` of each kind of evidence. Date-times are RFC 3339 strings, dates `YYYY-MM-DD`; optional fields may be absent or null. */
export interface EvidenceData {
  readonly test_result: {
    readonly outcome: 'negative' | 'positive' | 'invalid'
    readonly sampledAt: string
    readonly pooled: boolean
    readonly sampleId: string
  }
  /** A swab was taken; its result is not known yet. Ends a missed round at the desk instead of at the laboratory. */
  readonly sample_taken: { readonly sampledAt: string; readonly sampleId: string }
  readonly declaration: {
    readonly symptoms: readonly Symptom[]
    readonly contactWithCase: boolean
    readonly riskAreaStay: boolean
    readonly arrivedFromAbroadAt?: string | null
  }
  /** `date` is the day reported on, so a day missed in an outage can be reported later. No symptoms: reported as well. */
  readonly daily_report: { readonly date: string; readonly symptoms: readonly Symptom[] }
  readonly case_confirmed: { readonly caseId?: string | null }
  /** `at` is the last contact; without it `observedAt` counts. */
  readonly exposure: { readonly kind: 'close_contact' | 'secondary_contact'; readonly at?: string | null }
  /** `leftAt` is the end of the stay; without it `observedAt` counts. */
  readonly risk_area_stay: { readonly level: RiskLevel; readonly area?: string | null; readonly leftAt?: string | null }
  readonly arrival: { readonly from: string; readonly at: string; readonly risk: 'abroad' | RiskLevel }
  /** Ends findings that rest on one row (`of`), or on every row observed up to a moment (`allUntil`: a discharge). One of the two. */
  readonly release: { readonly of?: string | null; readonly allUntil?: string | null }
  readonly round_missed: { readonly roundId: string; readonly startedAt?: string | null; readonly endedAt: string }
  /** A declared outage: rounds that ended in it count as not missed, and it is given to gates to extend the validity of tests. */
  readonly outage: { readonly from: string; readonly to: string }
  /** A manual block: two people of two organisations, a reason that the resident is told, an end. Anything less is rejected. */
  readonly hold: {
    readonly reason: string
    readonly expiresAt: string
    readonly approvals: readonly { readonly staffId: string; readonly organisationId: string }[]
  }
  /** Takes back the row named by `corrects` and puts nothing in its place. */
  readonly withdrawal: { readonly reason: string }
}

export type Symptom = 'fever' | 'cough' | 'fatigue' | 'breathless' | 'loss_of_smell'
export type RiskLevel = 'low' | 'medium' | 'high'

/** Rows by kind, each list oldest `observedAt` first. */
export type EvidenceByKind = { readonly [Kind in EvidenceKind]?: readonly EvidenceRow<Kind>[] }
