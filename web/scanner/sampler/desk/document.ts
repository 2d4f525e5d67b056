// Identity documents a sampler may type: what can be said about a number before it is sent. The server decides.
import {
  checkDocument as check,
  type DocumentKind,
  type DocumentReason,
  documentKinds,
  normaliseNumber,
} from '../../../shared/document-check.ts'

export { type DocumentKind, documentKinds }

export interface IdentityDocument {
  readonly kind: DocumentKind
  readonly number: string
}

export type DocumentCheck =
  | { readonly state: 'good'; readonly document: IdentityDocument }
  /** Nothing wrong so far, not finished. */
  | { readonly state: 'unfinished' }
  | { readonly state: 'wrong'; readonly reason: DocumentReason }

export function checkDocument(kind: DocumentKind, typed: string): DocumentCheck {
  const document = { kind, number: normaliseNumber(typed) }
  const checked = check(document)
  if (checked.state === 'good') return { state: 'good', document }
  return checked.state === 'incomplete' ? { state: 'unfinished' } : { state: 'wrong', reason: checked.reason }
}

/** Enough to recognise a number by, on a screen that others may see. */
export function maskNumber(number: string): string {
  return number.length < 8 ? `${number.slice(0, 1)}****` : `${number.slice(0, 3)}****${number.slice(-4)}`
}
