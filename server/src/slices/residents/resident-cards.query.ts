/**
 * Residents as others may see them: masked. The only place that opens sealed names and numbers for showing.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Queryable } from '../../platform/db/database.ts'
import type { Vault } from '../../platform/vault.ts'
import { type DocumentKind, hintOf, maskDescription, maskDocument, maskName, maskPhone } from './person.ts'
import { openPerson } from './sealed-person.ts'

export interface ResidentCard {
  readonly residentId: string
  /** Of somebody met at a desk without a name: how the desk described them. */
  readonly nameMasked: string
  /** First letter and a star: what a pass shows at a gate. */
  readonly nameHint: string
  /** Empty for somebody met at a desk without any document. */
  readonly documentMasked: string
  readonly phoneMasked: string | null
  readonly streetCode: string | null
  readonly registeredAt: Date
}

/** The cards of these residents, in no particular order; unknown ids are left out. */
export async function readResidentCards(db: Queryable, vault: Vault, residentIds: readonly string[]): Promise<ResidentCard[]> {
  if (residentIds.length === 0) return []
  const rows = await db.selectFrom('residents.resident').selectAll().where('resident_id', 'in', residentIds).execute()
  return rows.map((row) => {
    const { name, document, phone, description } = openPerson(vault, row)
    return {
      residentId: row.resident_id,
      nameMasked: name === '' && description !== null ? maskDescription(description) : maskName(name),
      nameHint: hintOf(name),
      documentMasked: document === null ? '' : maskDocument({ kind: row.document_kind as DocumentKind, number: document }),
      phoneMasked: phone === null ? null : maskPhone(phone),
      streetCode: row.street_code,
      registeredAt: row.registered_at,
    }
  })
}

/** What a statement reads for a name hint, in hexadecimal digits. */
export interface NameColumn {
  readonly wrappedKey: string
  readonly person: string | null
  /** Of rows from before a person was sealed as one field. */
  readonly name: string | null
}

/** A column with what `nameHintOf` needs of this resident, null where nobody is known by this id: one statement reads it beside other things. */
export function nameColumn(residentId: RawBuilder<unknown>): RawBuilder<NameColumn | null> {
  return sql`(
    select json_build_object('wrappedKey', encode(wrapped_key, 'hex'), 'person', encode(person_sealed, 'hex'), 'name', encode(name_sealed, 'hex'))
    from residents.resident where resident.resident_id = ${residentId})`
}

/** The name hint in such a column. */
export function nameHintOf(vault: Vault, { wrappedKey, person, name }: NameColumn): string {
  const bytesOf = (hex: string | null): Buffer | null => (hex === null ? null : Buffer.from(hex, 'hex'))
  const row = { wrapped_key: Buffer.from(wrappedKey, 'hex'), person_sealed: bytesOf(person), name_sealed: bytesOf(name) }
  return hintOf(openPerson(vault, { ...row, document_sealed: null, phone_sealed: null, description_sealed: null }).name)
}
