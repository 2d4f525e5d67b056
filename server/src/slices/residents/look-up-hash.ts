/**
 * What people are found by: keyed hashes of their document and phone numbers, the first 128 of 256 bits, in the form of a uuid, which takes PostgreSQL
 * half the room of bytes. Useless without the master key.
 */
import type { Vault } from '../../platform/vault.ts'
import type { Document } from './person.ts'

const hashBytes = 16

/** The key of a document in `residents.document_index`. */
export function documentHash({ vault }: { readonly vault: Vault }, document: Document): string {
  return asUuid(documentHashBytes(vault, document))
}

/** The same as 16 bytes. */
export function documentHashBytes(vault: Vault, { kind, number }: Document): Buffer {
  return vault.lookupHash('document', `${kind}:${number}`).subarray(0, hashBytes)
}

/** The key of a phone number (E.164) in `residents.phone_index`. */
export function phoneHash({ vault }: { readonly vault: Vault }, phone: string): string {
  return asUuid(phoneHashBytes(vault, phone))
}

/** The same as 16 bytes. */
export function phoneHashBytes(vault: Vault, phone: string): Buffer {
  return vault.lookupHash('phone', phone).subarray(0, hashBytes)
}

function asUuid(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
