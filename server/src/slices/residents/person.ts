/**
 * A person's identifying details: normal form, checks and masks. Pure; stores nothing and shows nothing.
 */
import { checkResidentIdNumber } from '@evergate/pass'
import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { accept, type Result, refuse } from '../../platform/result.ts'

export const documentKinds = ['resident_id', 'passport', 'hk_macao_permit', 'taiwan_permit'] as const
export type DocumentKind = (typeof documentKinds)[number]

export interface Document {
  readonly kind: DocumentKind
  readonly number: string
}

export interface Person {
  readonly name: string
  readonly document: Document
  /** E.164, or null for somebody without a phone of their own. */
  readonly phone: string | null
}

export type PersonRefusal =
  | { readonly code: 'residents.document_invalid'; readonly field: 'document.number'; readonly reason: string }
  | { readonly code: 'residents.phone_invalid'; readonly field: 'phone' }
  | { readonly code: 'residents.name_invalid'; readonly field: 'name' }

/** Forms of the other travel documents: passport (ICAO 9303: up to 9), permits for Hong Kong/Macao (H/M and 8 or 10 digits) and Taiwan (8 or 10 digits). */
const numberForms: Readonly<Record<Exclude<DocumentKind, 'resident_id'>, RegExp>> = {
  passport: /^[A-Z0-9]{5,9}$/,
  hk_macao_permit: /^[HM](\d{8}|\d{10})$/,
  taiwan_permit: /^(\d{8}|\d{10}[A-Z]?)$/,
}

/** A document number in normal form: full-width to half-width, no spaces or hyphens, upper case; checked as far as its kind allows. */
export function normaliseDocument(document: Document): Result<Document, PersonRefusal> {
  const number = document.number.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase()
  if (document.kind === 'resident_id') {
    const checked = checkResidentIdNumber(number)
    if (!checked.ok) return refuse({ code: 'residents.document_invalid', field: 'document.number', reason: checked.reason })
  } else if (!numberForms[document.kind].test(number)) {
    return refuse({ code: 'residents.document_invalid', field: 'document.number', reason: 'form' })
  }
  return accept({ kind: document.kind, number })
}

/** A phone number as E.164; numbers without a country code are taken as Chinese. */
export function normalisePhone(phone: string): Result<string, PersonRefusal> {
  const parsed = parsePhoneNumberFromString(phone.normalize('NFKC'), 'CN')
  return parsed?.isValid() === true ? accept(parsed.number) : refuse({ code: 'residents.phone_invalid', field: 'phone' })
}

/** A name in normal form: NFKC, single spaces, no control characters. */
export function normaliseName(name: string): Result<string, PersonRefusal> {
  const normal = name.normalize('NFKC').replaceAll(/\s+/g, ' ').trim()
  return /^[\p{L}\p{M}][\p{L}\p{M} .·'’-]*$/u.test(normal) ? accept(normal) : refuse({ code: 'residents.name_invalid', field: 'name' })
}

/** All details in normal form, or the first that is wrong. */
export function normalisePerson(details: { name: string; document: Document; phone: string | null }): Result<Person, PersonRefusal> {
  const name = normaliseName(details.name)
  if (!name.ok) return name
  const document = normaliseDocument(details.document)
  if (!document.ok) return document
  if (details.phone === null) return accept({ name: name.value, document: document.value, phone: null })
  const phone = normalisePhone(details.phone)
  return phone.ok ? accept({ name: name.value, document: document.value, phone: phone.value }) : phone
}

/** Names are compared without case and spaces, so that "Li Na" and "LI NA" are one. */
export function comparableName(name: string): string {
  return name
    .normalize('NFKC')
    .replaceAll(/[\s.·'’-]/g, '')
    .toUpperCase()
}

/** 王小明 -> 王*明, 王明 -> 王*, Anna Smith -> A*** S****. */
export function maskName(name: string): string {
  if (!/\p{Script=Han}/u.test(name))
    return name
      .split(' ')
      .map((word) => maskMiddle(word, 1, 0))
      .join(' ')
  const letters = [...name]
  return letters.length <= 2 ? `${letters[0]}*` : maskMiddle(name, 1, 1)
}

/** A desk's description of somebody without a name, its digits hidden: a number in it may be a phone's or a document's. */
export function maskDescription(description: string): string {
  return description.replaceAll(/\d/g, '*')
}

/** What a gate may show of a name: the first letter and a star. */
export function hintOf(name: string): string {
  return `${[...name][0] ?? ''}*`
}

/** Keeps `first` and `last` characters and stars the rest. */
export function maskMiddle(text: string, first: number, last: number): string {
  const letters = [...text]
  const hidden = Math.max(1, letters.length - first - last)
  return letters.slice(0, first).join('') + '*'.repeat(hidden) + (last > 0 ? letters.slice(-last).join('') : '')
}

/** 11010519491231002X -> 110***********002X. */
export function maskDocument(document: Document): string {
  return maskMiddle(document.number, document.number.length > 9 ? 3 : 1, document.number.length > 9 ? 4 : 2)
}

/** +8613812345678 -> +8613*******78. */
export function maskPhone(phone: string): string {
  return maskMiddle(phone, 5, 2)
}

const majorityYears = 18

/** Whether the document itself shows that its holder is a minor on that day. Documents without a birth date never do. */
export function isMinor(document: Document, now: Date): boolean {
  if (document.kind !== 'resident_id') return false
  const checked = checkResidentIdNumber(document.number)
  if (!checked.ok) return false
  const [year, month, day] = checked.value.birthDate.split('-').map(Number) as [number, number, number]
  return new Date(Date.UTC(year + majorityYears, month - 1, day)) > now
}
