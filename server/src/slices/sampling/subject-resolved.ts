/**
 * A swab whose person was found out: what its row begins with.
 */
import type { ConflictFound } from './conflict.ts'
import type { KnownSwab } from './tube-rows.ts'

/** The swab, and what a person has to look at about how its person was found out. */
export interface SubjectResolved {
  readonly swab: Pick<KnownSwab, 'sampleId' | 'residentId' | 'identifiedBy' | 'streetCode'>
  /** When the person showed their phone, where that was well before the desk's record says; else null. */
  readonly shownAt: Date | null
  readonly conflict: { readonly code: string; readonly detail: NonNullable<ConflictFound['detail']> } | null
}
