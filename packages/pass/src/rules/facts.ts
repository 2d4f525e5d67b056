/**
 * The fact view: what evidence rows say when read together. Order of rows and duplicates do not matter; corrected rows are gone. Knows no clock
 * and no colour.
 */
import type { RiskLevel } from './evidence.ts'

/** The kinds of matter a rule may be about. Negative tests, reports of being well and outages are not matters: they can only end findings. */
export type MatterKind = keyof MatterItems

/** What a rule sees of a matter as `item`, besides `evidenceId`, `observedAt` and `at` (the moment from which days are counted). */
export interface MatterItems {
  readonly positive_single: { readonly sampleId: string }
  readonly positive_pool: { readonly sampleId: string }
  readonly declaration: {
    readonly symptoms: boolean
    readonly fever: boolean
    readonly riskAreaStay: RiskLevel | null
    readonly arrivedFromAbroadAt: string | null
  }
  readonly unwell_report: { readonly date: string }
  readonly case_confirmed: { readonly caseId: string | null }
  readonly exposure: { readonly kind: 'close_contact' | 'secondary_contact' }
  readonly risk_area_stay: { readonly level: RiskLevel; readonly area: string | null }
  readonly arrival: { readonly from: string; readonly risk: 'abroad' | RiskLevel }
  readonly round_missed: { readonly roundId: string }
  readonly hold: { readonly reason: string; readonly expiresAt: string }
}
