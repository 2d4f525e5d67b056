/**
 * Evidence as this slice takes it in: a row and whom it is about. Types only.
 */
import type { Evidence } from '@evergate/pass/rules'

export type NewEvidence = Evidence & { readonly residentId: string }
