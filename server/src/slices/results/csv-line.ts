/**
 * A line of CSV that is safe to open in a spreadsheet. Pure.
 */

/** Quotes every field (RFC 4180); what a spreadsheet would run as a formula is made text by a leading apostrophe. */
export function csvLine(fields: readonly string[]): string {
  const safe = fields.map((field) => (/^\s*[=+\-@|%]/.test(field) || /^[\t\r\n]/.test(field) ? `'${field}` : field))
  return `${safe.map((field) => `"${field.replaceAll('"', '""')}"`).join(',')}\r\n`
}
