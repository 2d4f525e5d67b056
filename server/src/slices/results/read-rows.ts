/**
 * The reader of each format, and the format of each content type.
 */
import { readCsv } from './read-csv.ts'
import { readFhir } from './read-fhir.ts'
import { readJson } from './read-json.ts'
import { readXlsx } from './read-xlsx.ts'
import type { RowSource } from './row-source.ts'
import type { Spooled } from './spool.ts'
import type { TemplateInForce } from './template.ts'

export const formats = ['csv', 'xlsx', 'fhir', 'json'] as const
export type Format = (typeof formats)[number]

const formatOf: Readonly<Record<string, Format>> = {
  'text/csv': 'csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/fhir+json': 'fhir',
  'application/json': 'json',
  'application/x-ndjson': 'json',
}
export const contentTypes = Object.keys(formatOf)

/** The format a content type stands for; CSV where it says nothing. */
export function formatOfType(contentType = ''): Format {
  return formatOf[contentType.split(';', 1)[0]!.trim().toLowerCase()] ?? 'csv'
}

/** The rows of a file from its beginning; may be called again. */
export function readRows(file: Spooled, format: Format, inForce: TemplateInForce): RowSource {
  switch (format) {
    case 'csv':
      return readCsv(file.stream(), inForce)
    case 'xlsx':
      return readXlsx(file, inForce)
    case 'fhir':
      return readFhir(file)
    case 'json':
      return readJson(file, inForce)
  }
}
