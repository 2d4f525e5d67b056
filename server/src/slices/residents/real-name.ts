/**
 * The real-name check as a port: whether this name belongs to this document, asked of an authority. The adapter in the box checks the form only and says so.
 */
import type { Person } from './person.ts'

export interface RealNameCheck {
  /** Shown to clients: what kind of check stands behind a registration. */
  readonly name: 'format_only' | 'authority'
  /** Whether name and document belong together as far as this adapter can tell. Throws where the authority does not answer. */
  belongsTogether(person: Person): Promise<boolean>
}

/** Trusts what passed the form and check-digit rules of person.ts. */
export const formatOnly: RealNameCheck = { name: 'format_only', belongsTogether: async () => true }
