/**
 * Many rows into tables at once, by COPY: a hundred thousand residents in seconds where inserts take minutes. Knows the tables, not what is in them.
 */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/** The tables, and the order in which values are given. */
export const tables = {
  resident:
    'residents.resident (resident_id, wrapped_key, name_sealed, document_kind, document_sealed, phone_sealed, street_code, registered_at)',
  document: 'residents.document_index (document_hash, resident_id)',
  phoneIndex: 'residents.phone_index (phone_hash, resident_id)',
  device: 'residents.device (resident_id, device_id, public_key, token_hash, enrolled_at)',
  subject: 'passes.subject (resident_id, colour, version)',
  holder: 'passes.holder (resident_id, holder_id, paper, serial, status)',
  site: 'places.site (site_id, name, street_code)',
  scanner: 'staff.scanner (scanner_id, label, purposes, site_id, key_thumbprint, public_key, token_hash, enrolled_at, last_seen_at)',
  event: 'platform.outbox_event (type, payload)',
} as const

export type Table = keyof typeof tables

/** Copies rows into a table, inside whatever transaction the client has open. */
export async function copyRows(client: Client, table: Table, rows: readonly (readonly unknown[])[]): Promise<void> {
  if (rows.length === 0) return
  const text = rows.map((row) => `${row.map(field).join('\t')}\n`).join('')
  await pipeline(Readable.from([text]), client.query(copyFrom(`copy ${tables[table]} from stdin`)))
}

/** A value in COPY's text form. */
function field(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`
  if (value instanceof Date) return value.toISOString()
  return String(value).replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
}
