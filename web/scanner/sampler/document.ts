// Identity documents a sampler may type: their kinds, and what can be said about a number before it is sent. The server decides.
import { checkResidentIdNumber } from '@evergate/pass'

export const DOCUMENT_KINDS = ['resident_id', 'passport', 'hk_macao_permit', 'taiwan_permit'] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

export interface IdentityDocument {
  readonly kind: DocumentKind
  readonly number: string
}

export type DocumentCheck =
  | { readonly state: 'good'; readonly document: IdentityDocument }
  /** Nothing wrong so far, not finished. */
  | { readonly state: 'unfinished' }
  /** A reason code, `resident_id.…` of the pass library or `document.shape`. */
  | { readonly state: 'wrong'; readonly reason: string }

const RESIDENT_ID_CHARS = 18
const SHAPES: Readonly<Record<Exclude<DocumentKind, 'resident_id'>, { readonly whole: RegExp; readonly begun: RegExp }>> = {
  passport: { whole: /^[A-Z0-9]{6,12}$/, begun: /^[A-Z0-9]{0,12}$/ },
  hk_macao_permit: { whole: /^[HM]\d{8}(\d{2})?$/, begun: /^([HM]\d{0,10})?$/ },
  taiwan_permit: { whole: /^\d{8}(\d{2}[A-Z]?)?$/, begun: /^\d{0,10}[A-Z]?$/ },
}

export function checkDocument(kind: DocumentKind, typed: string): DocumentCheck {
  const number = typed
    .normalize('NFKC')
    .replaceAll(/[\s()-]+/g, '')
    .toUpperCase()
  if (kind === 'resident_id') return checkResidentId(number)
  const { whole, begun } = SHAPES[kind]
  if (whole.test(number)) return { state: 'good', document: { kind, number } }
  return begun.test(number) ? { state: 'unfinished' } : { state: 'wrong', reason: 'document.shape' }
}

function checkResidentId(number: string): DocumentCheck {
  const checked = checkResidentIdNumber(number)
  if (checked.ok) return { state: 'good', document: { kind: 'resident_id', number: checked.value.number } }
  const begun = number.length < RESIDENT_ID_CHARS && /^\d*$/.test(number)
  return begun ? { state: 'unfinished' } : { state: 'wrong', reason: checked.reason }
}

/** Enough to recognise a number by, on a screen that others may see. */
export function maskNumber(number: string): string {
  return number.length < 8 ? `${number.slice(0, 1)}****` : `${number.slice(0, 3)}${'*'.repeat(number.length - 7)}${number.slice(-4)}`
}
