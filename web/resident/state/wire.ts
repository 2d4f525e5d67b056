/** The shapes of what the server answers to a resident's phone, as far as this app reads them. */
import type { Validity } from '@evergate/pass/contact'
import type { Colour } from '../../shared/colour.ts'
import type { Locale } from '../../shared/i18n.ts'

export type InLanguages<T> = Readonly<Record<Locale, T>>

export interface Region {
  readonly region: string
  readonly names: InLanguages<string>
  readonly utcOffsetMinutes: number
  readonly realNameCheck: string
  readonly demo: boolean
}

export interface HeldPass {
  readonly residentId: string
  readonly nameHint: string
  readonly validFrom: string
  readonly validUntil: string
  /** Base64url of the signed pass. */
  readonly pass: string
  readonly colour: Colour
  readonly lastNegativeAt: string | null
}

/** When a pass can be shown, for `canBeShown` and the plan of contacts. */
export function validityOf({ validFrom, validUntil }: HeldPass): Validity {
  return { fromMs: Date.parse(validFrom), untilMs: Date.parse(validUntil) }
}

export interface FindingTexts {
  readonly why: string
  readonly until: string
  readonly whatToDo: string
}

export interface Finding {
  readonly ruleId: string
  readonly colour: Colour
  readonly from: string
  readonly until: string | null
  readonly evidenceIds: readonly string[]
  readonly texts: InLanguages<FindingTexts>
}

export interface ShownEvidence {
  readonly evidenceId: string
  readonly kind: string
  readonly observedAt: string
  readonly source: string
  readonly summary: InLanguages<string>
  readonly superseded: boolean
}

export interface Status {
  readonly residentId: string
  readonly colour: Colour
  readonly findings: readonly Finding[]
  readonly evidence: readonly ShownEvidence[]
  readonly lastNegativeAt: string | null
  readonly ruleSet: { readonly id: string; readonly version: number; readonly names: InLanguages<string> }
  readonly evaluatedAt: string
  readonly changesAt: string | null
}

export interface Passes {
  readonly region: string
  readonly passes: readonly HeldPass[]
  readonly statuses: readonly Status[]
  readonly nextContactAt: string
  readonly serverTime: string
}

export interface Member {
  readonly residentId: string
  readonly nameMasked: string
  readonly documentMasked: string
  readonly relation: string
}

/** Somebody whose phone carries this resident's code. */
export interface Carrier {
  readonly residentId: string
  readonly nameMasked: string
  /** What this resident is to them. */
  readonly relation: string
  readonly since: string
}

export interface Me {
  readonly residentId: string
  readonly nameMasked: string
  readonly documentMasked: string
  readonly phoneMasked: string | null
  readonly streetCode: string | null
  readonly members: readonly Member[]
  /** Absent in an answer kept from before the server told it. */
  readonly carriedBy?: readonly Carrier[]
}

/** Where a sample is on its way, first to last. */
export const places = ['desk', 'closed', 'boxed', 'on_the_way', 'laboratory', 'tested', 'released'] as const
export type Place = (typeof places)[number]

export type Outcome = 'negative' | 'positive' | 'invalid'

export interface Sample {
  readonly sampleId: string
  readonly tubeCode: string
  readonly siteName: string
  readonly sampledAt: string
  readonly state: 'taken' | 'released'
  readonly outcome: Outcome | null
  readonly testedAt: string | null
  readonly releasedAt: string | null
  readonly corrected: boolean
  /** Absent, as are the following, in an answer kept from before the server told them. */
  readonly pool?: 'single' | 'ten' | 'twenty' | 'household' | null
  readonly place?: Place
  readonly placeAt?: string | null
  /** Another swab is needed. */
  readonly recollect?: boolean
}

export interface Message {
  readonly messageId: string
  readonly kind: 'recall_asked' | 'recall_ended' | 'recollect_asked' | 'result_corrected' | 'swab_voided'
  readonly at: string
  readonly readAt: string | null
  readonly data: {
    readonly tubeCode: string
    readonly end?: 'single_result' | 'result_corrected' | 'swab_voided'
    readonly from?: Outcome
    readonly to?: Outcome
  }
}

/** What the city found out about a sample without a result. */
export interface ComplaintFinding {
  readonly code: string
  readonly tubeCode: string | null
  readonly place: Place | null
  readonly at: string | null
}

export interface Complaint {
  readonly complaintId: string
  readonly madeAt: string
  readonly sampledAt: string
  readonly tubeCode: string | null
  readonly note: string
  readonly finding: ComplaintFinding
  /** What staff wrote back. */
  readonly answer: string | null
}
