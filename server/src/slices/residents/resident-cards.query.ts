/**
 * Residents as others may see them: masked. The only place that opens sealed names and numbers for showing.
 */
import type { Queryable } from '../../platform/db/database.ts'
import type { Vault } from '../../platform/vault.ts'
import { type DocumentKind, hintOf, maskDescription, maskDocument, maskName, maskPhone } from './person.ts'

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
    const key = vault.openDataKey(row.wrapped_key)
    const name = key.open('name', row.name_sealed)
    return {
      residentId: row.resident_id,
      nameMasked:
        name === '' && row.description_sealed !== null ? maskDescription(key.open('description', row.description_sealed)) : maskName(name),
      nameHint: hintOf(name),
      documentMasked:
        row.document_sealed === null
          ? ''
          : maskDocument({ kind: row.document_kind as DocumentKind, number: key.open('document', row.document_sealed) }),
      phoneMasked: row.phone_sealed === null ? null : maskPhone(key.open('phone', row.phone_sealed)),
      streetCode: row.street_code,
      registeredAt: row.registered_at,
    }
  })
}
