/**
 * Whose swab it is, sealed from the moment it arrives until it is resolved. One data key for all that arrive together; it goes with the rows.
 */
import type { RecordOf, Subject } from '@evergate/pass/sampling'
import type { Vault } from '../../platform/vault.ts'

type AddSwab = RecordOf<'add_swab'>

/** What is needed to resolve a swab's person. */
export interface SubjectSaid {
  readonly subject: Subject
  readonly movedFrom: string | null
}

/** Seals the subjects of these swabs in their order; each is bound to its record. */
export function sealSubjects(vault: Vault, swabs: readonly AddSwab[]): { readonly wrapped: Buffer; readonly sealed: Buffer[] } {
  const { wrapped, key } = vault.newDataKey()
  const sealed = swabs.map(({ recordId, subject, movedFrom }) => key.seal(`subject ${recordId}`, JSON.stringify({ subject, movedFrom })))
  return { wrapped, sealed }
}

/** Opens what `sealSubjects` made; throws where it was altered or belongs to another record. */
export function openSubject(vault: Vault, row: { record_id: string; wrapped_key: Buffer; subject_sealed: Buffer }): SubjectSaid {
  return JSON.parse(vault.openDataKey(row.wrapped_key).open(`subject ${row.record_id}`, row.subject_sealed)) as SubjectSaid
}
