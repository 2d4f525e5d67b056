/**
 * Who somebody is, sealed as one field of their row: one nonce and one tag for name, numbers and description. Rows of former versions have a field for each;
 * they read the same, and are sealed as one when they are next written. So are rows whose one field is JSON.
 */
import { packTexts, unpackTexts } from '../../platform/short-texts.ts'
import type { DataKey, Vault } from '../../platform/vault.ts'

/** What is sealed about a resident. */
export interface Particulars {
  /** Empty for somebody met at a desk who did not give one. */
  readonly name: string
  /** The document's number; null where there is none. */
  readonly document: string | null
  readonly phone: string | null
  /** How a desk described them. */
  readonly description: string | null
}

/** The columns of `residents.resident` that hold it. */
export const sealedColumns = [
  'wrapped_key',
  'person_sealed',
  'name_sealed',
  'document_sealed',
  'phone_sealed',
  'description_sealed',
] as const

type SealedRow = { readonly wrapped_key: Buffer } & {
  readonly [column in Exclude<(typeof sealedColumns)[number], 'wrapped_key'>]: Buffer | null
}

/** The sealed form: packed texts in this order. */
export function sealPerson(key: DataKey, { name, document, phone, description }: Particulars): Buffer {
  return key.seal('person', packTexts([name, document, phone, description]))
}

/** Opens a row. Throws where it was altered. */
export function openPerson(vault: Vault, row: SealedRow): Particulars {
  const key = vault.openDataKey(row.wrapped_key)
  if (row.person_sealed !== null) {
    const [name = null, document = null, phone = null, description = null] = textsOf(key.openBytes('person', row.person_sealed))
    return { name: name ?? '', document, phone, description }
  }
  const open = (field: string, sealed: Buffer | null): string | null => (sealed === null ? null : key.open(field, sealed))
  return {
    name: open('name', row.name_sealed) ?? '',
    document: open('document', row.document_sealed),
    phone: open('phone', row.phone_sealed),
    description: open('description', row.description_sealed),
  }
}

/** Former versions wrote JSON without what is missing at the end. */
function textsOf(opened: Buffer): readonly (string | null)[] {
  return opened[0] === jsonBegins ? (JSON.parse(opened.toString('utf8')) as (string | null)[]) : unpackTexts(opened, 4)
}

const jsonBegins = '['.charCodeAt(0)

/** Columns of an update that puts this in the place of all that was sealed, under the row's own key. */
export function resealed(vault: Vault, row: Pick<SealedRow, 'wrapped_key'>, person: Particulars) {
  const none = { name_sealed: null, document_sealed: null, phone_sealed: null, description_sealed: null }
  return { ...none, person_sealed: sealPerson(vault.openDataKey(row.wrapped_key), person) }
}
