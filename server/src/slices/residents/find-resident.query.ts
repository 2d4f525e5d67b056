/**
 * From a document or phone number to resident ids, by keyed hash. Callers decide who may ask and write it into the audit trail.
 */
import type { Ctx } from '../../platform/context.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { accept, type Result } from '../../platform/result.ts'
import { documentHash, phoneHash } from './look-up-hash.ts'
import { type Document, normaliseDocument, normalisePhone, type PersonRefusal } from './person.ts'

/** The resident with this document, or undefined. Refuses a document of wrong form. */
export async function findResidentIdByDocument(
  db: Queryable,
  vault: Ctx['vault'],
  document: Document,
): Promise<Result<string | undefined, PersonRefusal>> {
  const normal = normaliseDocument(document)
  if (!normal.ok) return normal
  const row = await db
    .selectFrom('residents.document_index as found')
    .innerJoin('residents.resident as resident', 'resident.resident_id', 'found.resident_id')
    .select('found.resident_id')
    .where('found.document_hash', '=', documentHash({ vault }, normal.value))
    .executeTakeFirst()
  return accept(row?.resident_id)
}

/** Residents registered with this phone number. Refuses a number of wrong form. */
export async function findResidentIdsByPhone(db: Queryable, vault: Ctx['vault'], phone: string): Promise<Result<string[], PersonRefusal>> {
  const normal = normalisePhone(phone)
  if (!normal.ok) return normal
  const rows = await db
    .selectFrom('residents.phone_index')
    .select('resident_id')
    .distinct() // of two requests at one moment both may have written
    .where('phone_hash', '=', phoneHash({ vault }, normal.value))
    .limit(20)
    .execute()
  return accept(rows.map((row) => row.resident_id))
}
