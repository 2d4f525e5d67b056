/**
 * Rows into small tables by COPY in its text form: thousands of sites, desks and workplaces at once. Knows the tables, not what is in them.
 */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/** The tables, and the order in which values are given. */
const tables = {
  site: 'places.site (site_id, name, street_code)',
  venue: 'places.venue (venue_id, name, venue_type, street_code)',
  scanner: 'staff.scanner (scanner_id, label, purposes, site_id, key_thumbprint, public_key, token_hash, enrolled_at, last_seen_at)',
} as const

/** Copies rows into a table, inside whatever transaction the client has open. */
export async function copyRows(client: Client, table: keyof typeof tables, rows: readonly (readonly unknown[])[]): Promise<void> {
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
