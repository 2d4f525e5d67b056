/** Says as early as possible what is wrong with a document number that is being typed. Pure; the server has the last word. */
import { checkResidentIdNumber } from '@evergate/pass'

export const documentKinds = ['resident_id', 'passport', 'hk_macao_permit', 'taiwan_permit'] as const
export type DocumentKind = (typeof documentKinds)[number]

export interface IdDocument {
  readonly kind: DocumentKind
  readonly number: string
}

export type DocumentReason = 'incomplete' | 'characters' | 'birthDate' | 'checkDigit' | 'form' | 'tooLong'
export type CheckedDocument =
  | { readonly state: 'good' }
  /** `count`: characters to go, or too many. */
  | { readonly state: 'incomplete' | 'wrong'; readonly reason: DocumentReason; readonly count: number }

/** Form of the numbers without a public check digit, and the shortest length that can be one. */
const forms: Readonly<Record<Exclude<DocumentKind, 'resident_id'>, { readonly form: RegExp; readonly lengthMin: number }>> = {
  passport: { form: /^[A-Z0-9]{5,9}$/, lengthMin: 5 },
  hk_macao_permit: { form: /^[HM](\d{8}|\d{10})$/, lengthMin: 9 },
  taiwan_permit: { form: /^(\d{8}|\d{10}[A-Z]?)$/, lengthMin: 8 },
}

/** As the server will read it: no spaces or hyphens, upper case, half-width. */
export function normaliseNumber(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase()
}

export function checkDocument(document: IdDocument): CheckedDocument {
  const number = normaliseNumber(document.number)
  if (document.kind === 'resident_id') return checkResidentId(number)
  const { form, lengthMin } = forms[document.kind]
  if (form.test(number)) return { state: 'good' }
  if (number.length < lengthMin) return { state: 'incomplete', reason: 'incomplete', count: lengthMin - number.length }
  return { state: 'wrong', reason: 'form', count: 0 }
}

function checkResidentId(number: string): CheckedDocument {
  const wrong = (reason: DocumentReason, count = 0): CheckedDocument => ({ state: 'wrong', reason, count })
  if (!/^\d*$/.test(number.slice(0, 17)) || !/^[\dX]?$/.test(number.slice(17, 18))) return wrong('characters')
  if (number.length > 18) return wrong('tooLong', number.length - 18)
  if (number.length >= 14 && !isDate(number.slice(6, 14))) return wrong('birthDate')
  if (number.length < 18) return { state: 'incomplete', reason: 'incomplete', count: 18 - number.length }
  return checkResidentIdNumber(number).ok ? { state: 'good' } : wrong('checkDigit')
}

function isDate(digits: string): boolean {
  const iso = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`
  const date = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso)
}
