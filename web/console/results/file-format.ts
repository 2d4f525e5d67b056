/** Which of the formats a file is in, told by its name and its beginning. Pure; the server judges what is in it. */

export const fileFormats = ['csv', 'xlsx', 'fhir', 'json'] as const
export type FileFormat = (typeof fileFormats)[number]

export const contentTypes: Readonly<Record<FileFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  fhir: 'application/fhir+json',
  json: 'application/json',
}

/** How much of a file has to be looked at. */
export const headBytes = 4096
/** What the file chooser offers. */
export const acceptedFiles = '.csv,.txt,.xlsx,.json,.fhir,text/csv,application/json'

/** A zip archive is a workbook, text that begins as JSON a Bundle or our own JSON; anything else is read as CSV, whatever it is called. */
export function formatOf(name: string, head: string): FileFormat {
  if (head.startsWith('PK\u0003\u0004') || /\.xlsx$/i.test(name)) return 'xlsx'
  if (!/^(?:\u00EF\u00BB\u00BF|\uFEFF)?\s*[[{]/.test(head)) return 'csv'
  return /"resourceType"\s*:/.test(head) ? 'fhir' : 'json'
}
